"""What a task is, in the words that the screens show."""

from __future__ import annotations

import re
from typing import Final

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import Task, TaskKind

KIND_WORDS: Final[dict[TaskKind, str]] = {
    "questions": "questions",
    "instrument": "prints in your code",
    "checks": "code, checked by tests",
    "approaches": "code, told apart by what it does",
    "own-test": "a test of your own",
    "measure": "scripts, measured",
    "review": "a review",
}

_HEADING: Final = re.compile(r"(?m)^(#{1,6})[ \t]+(.*?)[ \t#]*$")
_FENCE: Final = re.compile(r"(?ms)^(```|~~~).*?^\1[`~]*[ \t]*$")


def brief_of(exercise: Exercise, task: Task) -> str:
    """Return what is to be read for a task, as Markdown.

    It is the task's own text and the brief's section about it, whose heading begins with the
    task's id or is its title; where there is no such section, the whole brief.
    """
    section = _section(exercise.brief, task)
    parts = [task.text, section if section is not None else exercise.brief]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _section(brief: str, task: Task) -> str | None:
    # What is fenced may have lines that begin with the sign of a heading.
    bare = _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), brief)
    headings = list(_HEADING.finditer(bare))
    for number, heading in enumerate(headings):
        words = heading[2].split()
        if words[:1] == [task.id] or heading[2] == task.title:
            level = len(heading[1])
            ends = [each.start() for each in headings[number + 1 :] if len(each[1]) <= level]
            return brief[heading.start() : ends[0] if ends else None]
    return None

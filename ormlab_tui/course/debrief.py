"""A debrief's text with the facts of a recording in it."""

from __future__ import annotations

import re
from typing import Final

from ormlab_tui.course.grade import fact_of
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.course.model import CourseError, Exercise
from ormlab_tui.recording import Recording

_FACT: Final = re.compile(r"\{\{\s*answer:\s*([^\s{}]*)\s*\}\}")


def fill_answers(markdown: str, exercise: Exercise, recording: Recording) -> str:
    """Return the text with each ``{{ answer:QUESTION-ID }}`` as the recording answers it.

    The text writes inline code around it, which no recorded answer can end: it has no backtick
    and no control character. Where the recording has no answer, an ellipsis stands for it.
    """

    def fact(match: re.Match[str]) -> str:
        try:
            text = fact_of(exercise.question(match[1]), recording).text
        except (QueryError, CourseError):
            return "…"
        return "".join(each for each in text.replace("`", "'") if each.isprintable())

    return _FACT.sub(fact, markdown)


def facts_named(markdown: str) -> list[str]:
    """Return the ids of the questions whose answers the text has in it."""
    return _FACT.findall(markdown)

"""The tasks of an exercise as lines, each with whether it is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from textual.content import Content

from ormlab_tui.course.task import Task
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.task_words import KIND_WORDS
from ormlab_tui.lab.widgets.line_list import Lines

DONE: Final = Sign("✓", "bold $text-success")
OPEN: Final = Sign("·", signs.QUIET)
_LONGEST: Final = 48


class TaskLines(Lines):
    """A line for each task."""

    def __init__(self, tasks: Sequence[Task], done: Collection[str]) -> None:
        self.tasks = tasks
        self._done = done
        self.count = len(tasks)
        self._ids = max((len(task.id) for task in tasks), default=0)
        self._titles = min(_LONGEST, max((len(task.title) for task in tasks), default=0))

    def line(self, index: int) -> Content:
        """Return the line."""
        task = self.tasks[index]
        is_done = task.id in self._done
        sign = DONE if is_done else OPEN
        return Content.assemble(
            (f" {sign.sign} ", sign.style),
            (f"{inert(task.id):<{self._ids}}  ", "bold $text-primary"),
            (f"{inert(task.title, _LONGEST):<{self._titles}}  ", "$foreground"),
            ("done  " if is_done else "open  ", sign.style),
            (KIND_WORDS[task.kind], signs.QUIET),
        )

"""The rows of marks of a timeline: which sign stands in which column, and for which step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.timeline_marks import Mark
from ormlab_tui.lab.widgets.timeline_scale import Scale
from ormlab_tui.recording import Recording

#: A mark given from outside: its step, its sign, and what it says.
Flag: TypeAlias = tuple[int, Sign, str]


class MarkCell(NamedTuple):
    """A sign in a column, and the first step there that it stands for."""

    sign: Sign
    step: int


class MarkRow:
    """One row: in each column the first of its marks that a step there has.

    A step that has several columns to itself shows as many of its marks.
    """

    def __init__(self, marks: Sequence[Mark], flagged: bool) -> None:
        self.cells: dict[int, MarkCell] = {}
        self._marks = marks
        self._flagged = flagged

    def fill(self, recording: Recording, scale: Scale, steps: range, flags: Iterable[Flag]) -> None:
        """Put the marks of these steps into their columns, those before are there already."""
        flags = sorted(flags, key=lambda flag: flag[0]) if self._flagged else ()
        for columns, there in _slots(scale, steps):
            found = [MarkCell(sign, step) for step, sign, _ in flags if step in there]
            for mark in self._marks:
                if len(found) >= len(columns):
                    break
                step = mark.first(recording, there)
                if step is not None:
                    found.append(MarkCell(mark.sign, step))
            self.cells.update(zip(columns, found, strict=False))


def _slots(scale: Scale, steps: range) -> Iterator[tuple[range, range]]:
    """Yield the columns that share steps, and their steps, for all that have some of `steps`."""
    step = steps.start
    while step < steps.stop:
        columns = scale.columns_of(step)
        there = scale.steps_of(columns.start)
        yield columns, range(there.start, min(there.stop, steps.stop))
        step = there.stop

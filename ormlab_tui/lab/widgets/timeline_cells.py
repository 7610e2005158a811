"""What stands in the columns of a timeline: the signs, and the steps that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.timeline_marks import (
    COMMIT,
    EXCEPTION,
    MARKS,
    ROLLBACK,
    SAVEPOINT,
    SQL,
    STATE,
    Mark,
)
from ormlab_tui.lab.widgets.timeline_scale import Scale, scale_of
from ormlab_tui.recording import BEFORE, Recording

#: A mark given from outside: its step, its sign, and what it says.
Flag: TypeAlias = tuple[int, Sign, str]

#: What each row is for: in two, what was sent and noted stands above what became of it.
ONE_ROW: Final = (MARKS,)
TWO_ROWS: Final = ((SQL, STATE), (EXCEPTION, ROLLBACK, COMMIT, SAVEPOINT))


class Cell(NamedTuple):
    """A sign in a column, and the first step there that it stands for."""

    sign: Sign
    step: int


class TimelineCells:
    """The steps of one recording laid over columns; column -1 is before the first step."""

    def __init__(
        self,
        recording: Recording,
        columns: int,
        *,
        growing: bool,
        rows: Sequence[Sequence[Mark]],
        flags: Sequence[Flag],
    ) -> None:
        self.recording = recording
        self.rows: list[dict[int, Cell]] = [{} for _ in rows]
        #: How many steps are laid out.
        self.known = 0
        self.scale = Scale(1, columns)
        self._growing = growing
        self._marks = rows
        self._flags = sorted(flags, key=lambda flag: flag[0])
        self.grow()

    def grow(self) -> int:
        """Lay out the steps recorded since the last time; return the first column that differs.

        While the run grows and there is room, only the columns of new steps are looked at.
        """
        steps = len(self.recording.steps)
        scale = scale_of(steps, self.scale.columns, self._growing)
        first = self.scale.columns_of(max(0, self.known - 1)).start
        if scale != self.scale or not self.known:
            first = BEFORE
            self.scale = scale
            self.rows = [{} for _ in self.rows]
        elif steps == self.known:
            return scale.columns
        self.known = steps
        self._fill(range(scale.steps_of(max(0, first)).start, steps))
        return first

    def _fill(self, steps: range) -> None:
        for columns, there in self._slots(steps):
            for place, marks in enumerate(self._marks):
                flagged = self._flags if not place else ()
                found = [Cell(sign, step) for step, sign, _ in flagged if step in there]
                for mark in marks:
                    step = mark.first(self.recording, there)
                    if step is not None:
                        found.append(Cell(mark.sign, step))
                # What comes first in time mostly counts least, so that it stands to the left.
                found = found[: len(columns)][::-1]
                self.rows[place].update(zip(columns, found, strict=False))

    def _slots(self, steps: range) -> Iterator[tuple[range, range]]:
        """Yield columns that share steps, and their steps, for all that have some of `steps`."""
        step = steps.start
        while step < steps.stop:
            columns = self.scale.columns_of(step)
            there = self.scale.steps_of(columns.start)
            yield columns, range(there.start, min(there.stop, steps.stop))
            step = there.stop

    @property
    def end(self) -> int:
        """One past the last column that has a step."""
        return self.columns_of(self.known - 1).stop if self.known else 0

    def columns_of(self, step: int) -> range:
        """Return the columns of a step."""
        return self.scale.columns_of(step) if step >= 0 else range(BEFORE, 0)

    def steps_of(self, column: int) -> range:
        """Return the steps that are in a column: none in one that has still to be filled."""
        if column < 0:
            return range(0)
        steps = self.scale.steps_of(column)
        return range(min(steps.start, self.known), min(steps.stop, self.known))

    def step_at(self, column: int, row: int) -> int:
        """Return the step that a click means: the sign's there, or else the column's first.

        In a column without steps that is the last step.
        """
        if column < 0:
            return BEFORE
        if 0 <= row < len(self.rows) and column in self.rows[row]:
            return self.rows[row][column].step
        marked = [cells[column].step for cells in self.rows if column in cells]
        steps = self.steps_of(column)
        return min(marked, default=steps.start if steps else self.known - 1)

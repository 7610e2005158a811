"""How the steps of a run are laid over the columns of a timeline."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """`steps` steps over `columns` columns, evenly, all columns used.

    Where there are more steps, a column stands for several; where there are fewer, a step has
    several columns. While a run grows, `steps` is more than there are.
    """

    steps: int
    columns: int

    @property
    def _slots(self) -> int:
        return min(self.steps, self.columns)

    def columns_of(self, step: int) -> range:
        """Return the columns that stand for a step."""
        slot = ((step + 1) * self._slots - 1) // self.steps
        return range(slot * self.columns // self._slots, (slot + 1) * self.columns // self._slots)

    def steps_of(self, column: int) -> range:
        """Return the steps that a column stands for."""
        slot = ((column + 1) * self._slots - 1) // self.columns
        return range(slot * self.steps // self._slots, (slot + 1) * self.steps // self._slots)


def scale_of(steps: int, columns: int, growing: bool) -> Scale:
    """Return the scale for so many steps.

    While they grow in number, marks stay where they are for as long as there is room: each
    time the columns are full, twice as many steps find room in them.
    """
    if not growing:
        return Scale(max(1, steps), columns)
    room = columns
    while room < steps:
        room *= 2
    return Scale(room, columns)

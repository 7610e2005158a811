"""How wide the columns of a table are, and its rows set in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from textual.content import Content

#: Cells are cut at the first of these at which the table fits, if at any.
_CAPS: Final = (60, 40, 30, 24, 20, 16, 12)


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each column is, and which are set to the right."""

    widths: tuple[int, ...]
    right: frozenset[int]

    def row(self, contents: Iterable[Content]) -> Content:
        """Return the cells in their columns."""
        placed = []
        for place, (content, width) in enumerate(zip(contents, self.widths, strict=False)):
            shown = content.truncate(width, ellipsis=True)
            room = width - shown.cell_length
            placed.append(shown.pad_left(room) if place in self.right else shown.pad_right(room))
        return Content("  ").join(placed)

    @property
    def width(self) -> int:
        """How wide a row is."""
        return sum(self.widths) + 2 * max(0, len(self.widths) - 1)


def capped(widths: list[int], room: int) -> tuple[list[int], bool]:
    """Return the widths, the widest cut until they fit the room, and whether they do."""
    narrower: list[int] = []
    for cap in _CAPS:
        narrower = [min(width, cap) for width in widths]
        if sum(narrower) + 2 * max(0, len(narrower) - 1) <= room:
            return narrower, True
    return narrower, False

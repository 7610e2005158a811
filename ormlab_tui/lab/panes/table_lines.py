"""All tables of the moment as lines, and one row of one of them in full."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert, plain
from ormlab_tui.lab.panes.row_differences import RowPair
from ormlab_tui.lab.panes.table_block import TableBlock
from ormlab_tui.lab.panes.table_words import ELSEWHERE, HERE, table_name
from ormlab_tui.lab.panes.wrapped_lines import Fact
from ormlab_tui.lab.widgets.line_list import Lines
from ormlab_tui.recording.values import Scalar

_LONGEST_VALUE = 1500


class TableLines(Lines):
    """The blocks of all tables, one below the other."""

    def __init__(self, blocks: Sequence[TableBlock]) -> None:
        self.blocks = blocks
        self._fitted = 0
        self._starts: list[int] = []

    def fit(self, width: int) -> bool:
        """Lay out every block that is not laid out for this width."""
        if width == self._fitted:
            return False
        self._fitted = width
        self._starts = []
        self.count = 0
        for block in self.blocks:
            block.fit(width)
            self._starts.append(self.count)
            self.count += block.count
        # Nothing stands below the empty line that ends the last table.
        self.count = max(0, self.count - 1)
        self.width = max((block.width for block in self.blocks), default=0)
        return True

    def line(self, index: int) -> Content:
        """Return one line of a block."""
        block, place = self.at(index)
        return block.line(place)

    def at(self, index: int) -> tuple[TableBlock, int]:
        """Return the block that a line belongs to, and its place there."""
        number = bisect_right(self._starts, index) - 1
        return self.blocks[number], index - self._starts[number]

    def start(self, block: TableBlock) -> int:
        """Return the first line of a block."""
        return self._starts[self.blocks.index(block)]

    def marked(self) -> tuple[int, int, int] | None:
        """Return the heading, the first and one past the last line that the step changed.

        They are those of the first table of which it changed a row, else of the first table.
        """
        found = [block for block in self.blocks if block.did != "kept"]
        if not found:
            return None
        touched = (block for block in found if any(pair.touched for pair in block.rows.pairs))
        block = next(touched, found[0])
        start, lines = self.start(block), block.marked()
        return start, start + lines[0], start + lines[-1] + 1


def row_facts(block: TableBlock, pair: RowPair) -> list[Fact]:
    """Return one row in full: whose it is, and each cell, twice where the sides differ."""
    words = {
        "same": "the same for everyone",
        "inside": f"only {HERE} sees this row",
        "outside": f"only {ELSEWHERE} sees this row; {HERE} has deleted it",
        "changed": f"{HERE} sees other values than {ELSEWHERE}",
        "gone": "gone in this step",
        "unknown": "whether the other side has it is not known",
    }[pair.difference]
    title = Content.assemble((f"{table_name(block.table.name)}  ", "bold"), (words, signs.QUIET))
    names = [inert(name, 40) for name in block.table.columns]
    widest = max((Content(name).cell_length for name in names), default=0)
    facts = [Fact(title)]
    differing = pair.differing()
    row = pair.inside if pair.inside is not None else pair.outside
    for place, (name, value) in enumerate(zip(names, row or (), strict=False)):
        sign = signs.DIFFERS if place in differing else signs.NOT_THIS_STEP
        label = Content.assemble(
            (f"{sign.sign} ", sign.style),
            Content(name).truncate(widest, pad=True).stylize(signs.NAME),
            "  ",
        )
        facts.append(Fact(_full(value), label))
        if place in differing and pair.outside is not None:
            there = Content.assemble((f"{ELSEWHERE}: ", signs.QUIET), _full(pair.outside[place]))
            facts.append(Fact(there, Content(" " * label.cell_length)))
    return facts


def _full(value: Scalar) -> Content:
    if value is None:
        return Content.styled("NULL", f"italic {signs.QUIET}")
    return plain(value if isinstance(value, str) else repr(value), "$foreground", _LONGEST_VALUE)

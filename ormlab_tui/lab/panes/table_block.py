"""One table on screen: both sides beside each other where there is room, else one merged list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.panes.row_differences import Comparison, Difference, RowPair, compare
from ormlab_tui.lab.panes.table_columns import Columns, capped
from ormlab_tui.lab.panes.table_words import (
    ELSEWHERE,
    HERE,
    NOT_KNOWN,
    cell,
    is_number,
    left_out,
    rows_shown,
    table_name,
)
from ormlab_tui.lab.signs import Sign
from ormlab_tui.recording.values import Row, TableValue

#: What the step did to the table as a whole.
Did = Literal["kept", "new", "changed", "dropped"]
_Kind = Literal[
    "database",
    "heading",
    "here",
    "elsewhere",
    "differs",
    "labels",
    "unknown",
    "columns",
    "pair",
    "gap",
    "end",
]
_Place: TypeAlias = tuple[_Kind, int]

#: The width from which two sides stand beside each other, if their cells fit.
_BESIDE: Final = 60
_MARGIN: Final = 3
_RULE: Final = " │ "
_STRUCK: Final = "strike $foreground 60%"
_GONE: Final = Content.styled("gone in this step", f"italic {signs.QUIET}")
_DID: Final[dict[Did, tuple[Sign, str]]] = {
    "kept": (signs.NOT_THIS_STEP, ""),
    "new": (signs.NEW, "new in this step"),
    "changed": (signs.THIS_STEP, ""),
    "dropped": (signs.TAKEN_AWAY, "dropped in this step"),
}
_SIGNS: Final[dict[Difference, Sign]] = {
    "same": signs.NOT_THIS_STEP,
    "unknown": signs.NOT_THIS_STEP,
    "inside": signs.INSIDE,
    "outside": signs.OUTSIDE,
    "changed": signs.DIFFERS,
    "gone": signs.TAKEN_AWAY,
}


class TableBlock:
    """The lines of one table. `before` is the table before the step, if the step changed it."""

    def __init__(self, table: TableValue, before: TableValue | None, did: Did) -> None:
        self.table = table
        self.did = did
        self._database: int | None = None
        self._fitted = 0
        self.beside = False
        self.rows: Comparison = compare(table, before)
        self.known = table.in_transaction is not None and table.committed is not None
        self._natural: tuple[list[int], list[int]] | None = None
        self._right = frozenset(
            place
            for place in range(len(table.columns))
            if (values := [row[place] for row in self._all_rows() if place < len(row)])
            and all(value is None or is_number(value) for value in values)
        )
        self._columns = Columns((), self._right)
        self._half = 0
        self._unknown: list[str] = []
        self._plan: list[_Place] = []

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._plan)

    @property
    def width(self) -> int:
        """How wide the widest line is, where that is more than the view."""
        return 0 if self.beside else self._columns.width + _MARGIN

    def pair(self, index: int) -> RowPair | None:
        """Return the row that a line shows; None for headings."""
        kind, place = self._plan[index]
        return self.rows.pairs[place] if kind == "pair" else None

    def line_of(self, key: object) -> int | None:
        """Return the line of the row with this key."""
        for index in range(self.count):
            pair = self.pair(index)
            if pair is not None and pair.key == key:
                return index
        return None

    def marked(self) -> list[int]:
        """Return the lines that show what the step changed; the heading if no row does."""
        if self.did == "kept":
            return []
        rows = [
            index
            for index in range(self.count)
            if (pair := self.pair(index)) is not None and pair.touched
        ]
        return rows or [self._plan.index(("heading", 0))]

    def title(self, database: int | None) -> None:
        """Put the number of a database above the table, or nothing."""
        if database != self._database:
            self._database = database
            self._fitted = 0

    def fit(self, width: int) -> None:
        """Choose the form for a view of so many cells and lay the lines out."""
        if width == self._fitted:
            return
        self._fitted = width
        apart, merged = self._widths()
        self._half = (width - len(_RULE)) // 2
        widths, fits = capped(apart, self._half - _MARGIN)
        self.beside = fits and width >= _BESIDE
        if not self.beside:
            widths, _ = capped(merged, width - _MARGIN)
        self._columns = Columns(tuple(widths), self._right)
        self._unknown = textwrap.wrap(NOT_KNOWN, max(20, width - _MARGIN))
        self._plan = list(self._planned())

    def _planned(self) -> Iterable[_Place]:
        if self._database is not None:
            yield "database", 0
        yield "heading", 0
        if self.did == "dropped":
            yield "end", 0
            return
        if self.beside:
            yield "labels", 0
        elif not self._is_same():
            yield "here", 0
            yield "elsewhere", 0
            if any(pair.difference == "changed" for pair in self.rows.pairs):
                yield "differs", 0
        if not self.known:
            for place in range(len(self._unknown)):
                yield "unknown", place
        pairs = self.rows.pairs
        if pairs:
            yield "columns", 0
        for place in range(len(pairs)):
            if place == self.rows.gap:
                yield "gap", 0
            yield "pair", place
        if self.rows.gap == len(pairs):
            yield "gap", 0
        yield "end", 0

    def _is_same(self) -> bool:
        table = self.table
        return self.known and (
            (table.committed, table.committed_total)
            == (table.in_transaction, table.in_transaction_total)
        )

    def line(self, index: int) -> Content:
        """Return one line."""
        kind, place = self._plan[index]
        if kind == "pair":
            return self._pair(self.rows.pairs[place])
        if kind == "heading":
            return self._heading()
        if kind == "labels":
            return self._labels()
        if kind in ("here", "elsewhere", "differs"):
            return self._legend(kind)
        if kind == "columns":
            return self._names()
        if kind == "unknown":
            words = self._unknown[place]
            return Content.styled(f"   {words}", f"italic {signs.QUIET}")
        words = {
            "database": f"Database {self._database}",
            "gap": f"   {left_out(self.table)}",
        }.get(kind, "")
        return Content.styled(words, f"italic {signs.QUIET}")

    def _heading(self) -> Content:
        table = self.table
        sign, words = _DID[self.did]
        parts = [words] if words else []
        if self._is_same() and not self.beside and self.did != "dropped":
            rows = rows_shown(table.in_transaction, table.in_transaction_total)
            cut = table.committed is not None and (table.committed_total or 0) > len(
                table.committed
            )
            parts.append(rows if cut else f"{rows} for everyone")
        return Content.assemble(
            (f"{sign.sign} ", sign.style),
            (table_name(table.name), "bold $foreground"),
            ("".join(f"  {part}" for part in parts), signs.QUIET),
        )

    def _legend(self, kind: _Kind) -> Content:
        table = self.table
        if kind == "differs":
            return _explained(signs.DIFFERS, f"{ELSEWHERE} → {HERE}", "")
        if kind == "here":
            rows = rows_shown(table.in_transaction, table.in_transaction_total)
            return _explained(signs.INSIDE, HERE, rows)
        rows = rows_shown(table.committed, table.committed_total)
        return _explained(signs.OUTSIDE, ELSEWHERE, rows)

    def _labels(self) -> Content:
        table = self.table
        here = rows_shown(table.in_transaction, table.in_transaction_total)
        there = rows_shown(table.committed, table.committed_total)
        return self._halves(
            " " * _MARGIN,
            Content.assemble(HERE, (f"  {here}", signs.QUIET)),
            Content.assemble(ELSEWHERE, (f"  {there}", signs.QUIET)),
        )

    def _names(self) -> Content:
        names = self._columns.row(
            Content.styled(inert(name, 200), f"underline {signs.QUIET}")
            for name in self.table.columns
        )
        if not self.beside:
            return Content(" " * _MARGIN) + names
        none = Content()
        return self._halves(
            " " * _MARGIN,
            names if self.table.in_transaction is not None else none,
            names if self.table.committed is not None else none,
        )

    def _halves(self, margin: str | Content, left: Content, right: Content) -> Content:
        room = self._half - _MARGIN
        return Content.assemble(
            margin,
            left.truncate(room, ellipsis=True, pad=True),
            (_RULE, signs.QUIET),
            right.truncate(self._half, ellipsis=True),
        )

    def _pair(self, pair: RowPair) -> Content:
        mark = signs.THIS_STEP if pair.touched else signs.NOT_THIS_STEP
        sign = _SIGNS[pair.difference]
        if pair.difference == "unknown" and self.known:
            sign = Sign("?", signs.QUIET)
        margin = Content.assemble((mark.sign, mark.style), (sign.sign, sign.style), " ")
        if self.beside:
            there = self._side(pair, pair.outside)
            if pair.difference == "gone" and pair.outside is None:
                there = _GONE
            return self._halves(margin, self._side(pair, pair.inside), there)
        row = self._columns.row(self._merged_cells(pair))
        return margin + (row + "  " + _GONE if pair.difference == "gone" else row)

    def _side(self, pair: RowPair, row: Row | None) -> Content:
        if row is None:
            return Content()
        cells = [cell(value) for value in row]
        return self._columns.row(_styled(cells, pair, pair.differing()))

    def _merged_cells(self, pair: RowPair) -> list[Content]:
        row = pair.inside if pair.inside is not None else pair.outside
        cells = [cell(value) for value in row or ()]
        differing = pair.differing()
        if pair.outside is not None:
            for place in differing:
                cells[place] = Content.assemble(
                    cell(pair.outside[place]), (" → ", signs.QUIET), cells[place]
                )
        return _styled(cells, pair, differing)

    def _widths(self) -> tuple[list[int], list[int]]:
        """Return how wide each column would like to be, the sides apart and merged."""
        if self._natural is None:
            apart = [max(1, Content(inert(name, 200)).cell_length) for name in self.table.columns]
            for row in self._all_rows():
                for place, value in enumerate(row[: len(apart)]):
                    apart[place] = max(apart[place], cell(value).cell_length)
            merged = list(apart)
            for pair in self.rows.pairs:
                if pair.difference == "changed":
                    for place, content in enumerate(self._merged_cells(pair)[: len(merged)]):
                        merged[place] = max(merged[place], content.cell_length)
            self._natural = apart, merged
        return self._natural

    def _all_rows(self) -> Iterable[Row]:
        for pair in self.rows.pairs:
            if pair.inside is not None:
                yield pair.inside
            if pair.outside is not None and pair.outside is not pair.inside:
                yield pair.outside


def _styled(cells: Sequence[Content], pair: RowPair, differing: set[int]) -> list[Content]:
    if pair.difference == "changed":
        style = signs.DIFFERS.style
        return [
            content.stylize(style) if place in differing else content
            for place, content in enumerate(cells)
        ]
    style = {
        "inside": "$text-success",
        "outside": "$text-error",
        "gone": _STRUCK,
    }.get(pair.difference, "$foreground")
    return [content.stylize_before(style) for content in cells]


def _explained(sign: Sign, name: str, words: str) -> Content:
    return Content.assemble(
        f" {sign.sign} ",
        name,
        (f"  {words}" if words else "", signs.QUIET),
    ).stylize(sign.style, 1, 2)

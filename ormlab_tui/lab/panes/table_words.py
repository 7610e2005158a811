"""The words of the Database pane, and cells as text."""

from __future__ import annotations

import re
from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.words import counted
from ormlab_tui.recording.values import Row, Scalar, TableValue

HERE: Final = "this transaction"
ELSEWHERE: Final = "everyone else"
NOT_KNOWN: Final = "not known: reading it would disturb the script"

_LONGEST_CELL: Final = 200
#: The engine puts this before the names of a second database's tables.
_DATABASE: Final = re.compile(r"db([2-9]|[1-9]\d+)\.(?=.)")


def database_of(name: str) -> int:
    """Return which of the script's databases a table is in, the first being 1."""
    found = _DATABASE.match(name)
    return int(found[1]) if found is not None else 1


def table_name(name: str) -> str:
    """Return a table's name without its database."""
    return inert(_DATABASE.sub("", name, count=1), _LONGEST_CELL)


def rows_shown(rows: tuple[Row, ...] | None, total: int | None) -> str:
    """Return how many rows one side has, and how many of them are shown if not all."""
    if rows is None:
        return "not known"
    if total is None or total <= len(rows):
        return counted(len(rows), "row")
    return f"first and last {len(rows) // 2:,} of {total:,} rows"


def left_out(table: TableValue) -> str:
    """Return how many rows lie in the gap, where both sides agree, else for each."""
    here, there = (
        _missing(table.in_transaction, table.in_transaction_total),
        _missing(table.committed, table.committed_total),
    )
    if here == there or not here or not there:
        return f"… {counted(here or there, 'row')} not shown"
    return f"… {here:,} rows of {HERE}, {there:,} of {ELSEWHERE} not shown"


def _missing(rows: tuple[Row, ...] | None, total: int | None) -> int:
    return max(0, (total or 0) - len(rows or ()))


def cell(value: Scalar) -> Content:
    """Return a cell as inert text; NULL and the empty string are told from what is written so."""
    if value is None:
        return Content.styled("NULL", f"italic {signs.QUIET}")
    if isinstance(value, str):
        return Content(inert(value if value not in ("", "NULL") else repr(value), _LONGEST_CELL))
    return Content(str(value))


def is_number(value: Scalar) -> bool:
    """Return whether a cell is set to the right."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)

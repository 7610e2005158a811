"""Rows of a database as one side sees them, read past SQLAlchemy.

SQLite: a cursor of the driver's own connection sees the script's transaction, fires no event and
changes neither `in_transaction` nor `total_changes`; a second, read-only connection to the file
sees what was committed. PostgreSQL: the script's connection is asked only while its driver says
that a transaction is open and sound, and only for tables that the transaction has used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ormlab_tui.engine.describe import Describer
from ormlab_tui.recording.values import Row

#: A table with more rows than this shows its first and its last rows.
SHOWN_ROWS = 200
MAX_TABLES = 40
#: Up to this many rows a table is counted; above, the count follows what statements report.
COUNTED_ROWS = 5000


class Rows(NamedTuple):
    """A table's rows and how many it has in all."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int


def quoted(name: str) -> str:
    """Return an identifier in double quotes, as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


class SqliteReader:
    """Reads tables through sqlite3 connections, leaving nothing open."""

    def __init__(self, describer: Describer) -> None:
        self._describer = describer

    def through(
        self, raw: sqlite3.Connection, totals: dict[str, int], suspects: set[str] | None
    ) -> dict[str, Rows] | None:
        """Return the tables by name, or None where reading failed or could be noticed.

        `totals` are counts already known for tables that are not among the `suspects` (None:
        all are).
        """
        if raw.text_factory is not str:
            return None
        try:
            cursor = sqlite3.Cursor(raw)
            cursor.row_factory = None
            try:
                return {
                    name: self._read(cursor, name, columns, totals, suspects)
                    for name, columns in _tables(cursor)
                }
            finally:
                cursor.close()
        except sqlite3.Error:
            return None

    def of_file(
        self, path: str, totals: dict[str, int], suspects: set[str] | None
    ) -> dict[str, Rows] | None:
        """Return the tables of a database file as a second connection sees them, or None."""
        try:
            raw = sqlite3.connect(
                Path(path).absolute().as_uri() + "?mode=ro",
                uri=True,
                timeout=0,
                isolation_level=None,
                check_same_thread=False,
            )
        except (sqlite3.Error, OSError, ValueError):
            return None
        try:
            return self.through(raw, totals, suspects)
        finally:
            raw.close()

    def _read(
        self,
        cursor: sqlite3.Cursor,
        name: str,
        columns: tuple[str, ...],
        totals: dict[str, int],
        suspects: set[str] | None,
    ) -> Rows:
        total = totals.get(name, 0)
        if total <= COUNTED_ROWS or suspects is None or name in suspects:
            cursor.execute(f"SELECT count(*) FROM {quoted(name)}")
            total = cursor.fetchall()[0][0]
        # A sign before the column keeps converters that the script declared from running.
        wanted = ", ".join("+" + quoted(column) for column in columns)
        select = f"SELECT {wanted} FROM {quoted(name)}"
        try:
            rows = self._ordered(cursor, select, "rowid", total)
        except sqlite3.OperationalError:
            rows = self._ordered(cursor, select, "1", total)
        return Rows(columns, rows, total)

    def _ordered(
        self, cursor: sqlite3.Cursor, select: str, order: str, total: int
    ) -> tuple[Row, ...]:
        if total <= SHOWN_ROWS:
            cursor.execute(f"{select} ORDER BY {order} LIMIT {SHOWN_ROWS}")
            return self._scalars(cursor.fetchall())
        half = SHOWN_ROWS // 2
        cursor.execute(f"{select} ORDER BY {order} LIMIT {half}")
        first = cursor.fetchall()
        cursor.execute(f"{select} ORDER BY {order} DESC LIMIT {half}")
        return self._scalars([*first, *reversed(cursor.fetchall())])

    def _scalars(self, rows: Iterable[Iterable[Any]]) -> tuple[Row, ...]:
        scalar = self._describer.scalar
        return tuple(tuple(scalar(value) for value in row) for row in rows)


def _tables(cursor: sqlite3.Cursor) -> list[tuple[str, tuple[str, ...]]]:
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        f" ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid LIMIT {MAX_TABLES}"
    )
    names = [row[0] for row in cursor.fetchall()]
    found = []
    for name in names:
        cursor.execute(f"SELECT * FROM {quoted(name)} LIMIT 0")
        found.append((name, tuple(column[0] for column in cursor.description)))
    return found


def sqlite_connection(raw: Any) -> sqlite3.Connection | None:
    """Return the sqlite3 connection, unless it belongs to another thread or another library."""
    return raw if isinstance(raw, sqlite3.Connection) else None


def sqlite_file(url: Any) -> str | None:
    """Return the path of a URL's database file, or None for a database in memory."""
    name = url.database
    if not name or name == ":memory:" or "mode=memory" in name or name.startswith("file:"):
        return None
    return str(name)

"""Rows of a SQLite database as one side sees them, read past SQLAlchemy.

A cursor of the driver's own connection sees the script's transaction, fires no event and changes
neither `in_transaction` nor `total_changes`; a second, read-only connection to the file sees what
was committed. The file itself is never opened by any other means: closing it would drop the
locks that SQLite holds on it for the whole process.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ormlab_tui.engine.describe import Describer
from ormlab_tui.engine.probes.table_counts import COUNTED_ROWS, Counts
from ormlab_tui.recording.values import Row

if TYPE_CHECKING:
    import sqlite3

#: A table with more rows than this shows its first and its last ones.
SHOWN_ROWS = 200
#: What is shown of either end of a table that is too large to be counted each time.
_SHOWN_OF_LARGE = 50
MAX_TABLES = 40
#: No file system's clock is coarser: what is older is told from any later change by its time.
_CLOCK_NS = 50_000_000


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

    def through(self, raw: sqlite3.Connection, counts: Counts) -> dict[str, Rows] | None:
        """Return the tables by name, or None where reading failed or could be noticed."""
        sqlite3 = sys.modules["sqlite3"]
        if raw.text_factory is not str:
            return None
        try:
            cursor = sqlite3.Cursor(raw)
            cursor.row_factory = None
            try:
                tables, has_triggers = _tables(cursor)
                total = counts.read(raw.total_changes, has_triggers)
                return {name: self._read(cursor, name, names, total) for name, names in tables}
            finally:
                cursor.close()
        except sqlite3.Error:
            counts.forget()
            return None

    def of_file(self, path: str) -> dict[str, Rows] | None:
        """Return the tables of a database file as a second connection sees them, or None."""
        sqlite3 = sys.modules["sqlite3"]
        try:
            raw = sqlite3.connect(
                _uri(path), uri=True, timeout=0, isolation_level=None, check_same_thread=False
            )
        except (sqlite3.Error, OSError, ValueError):
            return None
        try:
            return self.through(raw, Counts())
        finally:
            raw.close()

    def _read(
        self,
        cursor: sqlite3.Cursor,
        name: str,
        columns: tuple[str, ...],
        total_of: Callable[[str, Callable[[], int]], int],
    ) -> Rows:
        def count() -> int:
            cursor.execute(f"SELECT count(*) FROM {quoted(name)}")
            found: int = cursor.fetchall()[0][0]
            return found

        total = total_of(name, count)
        # A sign before the column keeps converters that the script declared from running.
        wanted = ", ".join("+" + quoted(column) for column in columns)
        select = f"SELECT {wanted} FROM {quoted(name)}"
        try:
            rows = self._ordered(cursor, select, "rowid", total)
        except sys.modules["sqlite3"].OperationalError:
            rows = self._ordered(cursor, select, "1", total)
        return Rows(columns, rows, total)

    def _ordered(
        self, cursor: sqlite3.Cursor, select: str, order: str, total: int
    ) -> tuple[Row, ...]:
        if total <= SHOWN_ROWS:
            cursor.execute(f"{select} ORDER BY {order} LIMIT {SHOWN_ROWS}")
            return self._scalars(cursor.fetchall())
        half = SHOWN_ROWS // 2 if total <= COUNTED_ROWS else _SHOWN_OF_LARGE
        cursor.execute(f"{select} ORDER BY {order} LIMIT {half}")
        first = cursor.fetchall()
        cursor.execute(f"{select} ORDER BY {order} DESC LIMIT {half}")
        return self._scalars([*first, *reversed(cursor.fetchall())])

    def _scalars(self, rows: Iterable[Iterable[Any]]) -> tuple[Row, ...]:
        scalar = self._describer.scalar
        return tuple(tuple(scalar(value) for value in row) for row in rows)


def _tables(cursor: sqlite3.Cursor) -> tuple[list[tuple[str, tuple[str, ...]]], bool]:
    """Return the tables with their columns, and whether any table has a trigger."""
    cursor.execute(
        "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " ORDER BY rowid"
    )
    found = cursor.fetchall()
    names = [name for kind, name in found if kind == "table"]
    tables = []
    for name in names[:MAX_TABLES]:
        cursor.execute(f"SELECT * FROM {quoted(name)} LIMIT 0")
        tables.append((name, tuple(column[0] for column in cursor.description)))
    return tables, len(names) < len(found)


def sqlite_connection(raw: Any) -> sqlite3.Connection | None:
    """Return the sqlite3 connection, unless it is one of another library."""
    sqlite3 = sys.modules.get("sqlite3")
    return raw if sqlite3 is not None and isinstance(raw, sqlite3.Connection) else None


def sqlite_file(url: Any) -> str | None:
    """Return the path of a URL's database file, or None for a database in memory."""
    name = url.database
    if not name or name == ":memory:" or "mode=memory" in name or name.startswith("file:"):
        return None
    return str(name)


def file_signature(path: str) -> tuple[int, ...] | None:
    """Return what is another after every later commit to a database file.

    None where that can't be told: the file, or its log, was changed only just now.
    """
    try:
        stats = [os.stat(path)]
    except OSError:
        return None
    try:
        stats.append(os.stat(f"{path}-wal"))
    except OSError:
        pass
    if time.time_ns() - max(stat.st_mtime_ns for stat in stats) < _CLOCK_NS:
        return None
    return tuple(
        number for stat in stats for number in (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    )


def _uri(path: str) -> str:
    absolute = os.path.abspath(path)
    escaped = absolute.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}?mode=ro"

"""The probe for tables: what this transaction sees, and what everyone else sees."""

from __future__ import annotations

from types import FrameType
from typing import TYPE_CHECKING

from ormlab_tui.engine.probes.connections import DriverConnection, in_transaction
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.probes.table_counts import Counts
from ormlab_tui.engine.probes.table_rows import (
    Rows,
    SqliteReader,
    file_signature,
    sqlite_connection,
    sqlite_file,
)
from ormlab_tui.recording.changes import Change, Splice, TableGone, TableSeen, TableSide
from ormlab_tui.recording.values import Row

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry
    from ormlab_tui.engine.recorder import OpenStep, Recorder

_READS = ("SELECT", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE")
Tables = dict[str, Rows]


class _Database:
    """One database: the tables last shown of it, side by side."""

    def __init__(self, prefix: str, path: str | None) -> None:
        self.prefix = prefix
        self.path = path
        self.committed: Tables | None = None
        #: The file's signature when `committed` was read.
        self.signature: tuple[int, ...] | None = None
        self.inside: Tables | None = None
        #: The connection whose transaction `inside` shows.
        self.writer: DriverConnection | None = None
        self.shown: dict[str, tuple[Rows | None, Rows | None]] = {}


class TablesProbe(Probe):
    """Reads tables again when a step ends in which something can have changed them."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._sqlite = SqliteReader(recorder.describer)
        self._databases: dict[str, _Database] = {}
        self._dirty: dict[int, DriverConnection] = {}
        self.waiting = self._dirty
        self._counts: dict[int, Counts] = {}
        self._seen: set[int] = set()
        self._committed_unread: set[int] = set()

    # What the other probes tell.

    def about_to_run(self, known: DriverConnection) -> None:
        """A statement is about to run: look now, if a commit would go by unseen."""
        if known.number in self._committed_unread:
            self._committed_unread.discard(known.number)
            self._read(known)

    def ran(self, known: DriverConnection, statement: str) -> None:
        """A statement has run."""
        if known.number in self._seen and statement.lstrip().upper().startswith(_READS):
            return
        self._seen.add(known.number)
        self._dirty[known.number] = known
        self._counts_of(known).ran(statement)

    def touched(self, known: DriverConnection) -> None:
        """The connection's transaction went back to a savepoint, or a commit failed."""
        self._dirty[known.number] = known
        self._counts_of(known).forget()

    def ending(self, known: DriverConnection, committing: bool) -> None:
        """The connection's transaction is about to be committed or rolled back."""
        self._dirty[known.number] = known
        is_file = sqlite_file(known.engine_url) is not None
        if is_file or not committing:
            # In a file, the next transaction may see what others have done meanwhile.
            self._counts_of(known).forget()
        else:
            self._committed_unread.add(known.number)

    # What the step changed.

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        dirty = list(self._dirty.values())
        self._dirty.clear()
        self._committed_unread.clear()
        databases = {}
        for known in dirty:
            if known.dialect != "sqlite":
                continue
            database = self._read(known)
            databases[database.prefix] = database
        for database in databases.values():
            self._tell(database, changes)

    def _database(self, known: DriverConnection) -> _Database:
        path = sqlite_file(known.engine_url)
        # A database in memory belongs to its connection alone.
        name = path if path is not None else f":memory:{known.number}"
        database = self._databases.get(name)
        if database is None:
            prefix = "" if not self._databases else f"db{len(self._databases) + 1}."
            database = self._databases[name] = _Database(prefix, path)
        return database

    def _counts_of(self, known: DriverConnection) -> Counts:
        counts = self._counts.get(known.number)
        if counts is None:
            counts = self._counts[known.number] = Counts()
        return counts

    def _read(self, known: DriverConnection) -> _Database:
        database = self._database(known)
        raw = sqlite_connection(known.raw)
        is_open = in_transaction(known.raw) is True
        inside: Tables | None = None
        # Outside a transaction a file may be locked by others, which the script's own
        # connection would wait for.
        if raw is not None and (is_open or database.path is None):
            inside = self._sqlite.through(raw, self._counts_of(known))
        if is_open:
            database.writer = known
        elif database.writer is known:
            database.writer = None
        if database.path is not None:
            self._read_file(database, database.path)
        elif not is_open:
            database.committed = inside
        if database.writer is None:
            database.inside = database.committed
        elif database.writer is known:
            database.inside = inside
        return database

    def _read_file(self, database: _Database, path: str) -> None:
        signature = file_signature(path)
        if signature is None or signature != database.signature:
            database.committed = self._sqlite.of_file(path)
            database.signature = signature if database.committed is not None else None

    def _tell(self, database: _Database, changes: list[Change]) -> None:
        committed, inside = database.committed, database.inside
        names = [*(committed or {}), *(inside or {})]
        for name in dict.fromkeys(names):
            sides = (
                committed.get(name, _empty(inside, name)) if committed is not None else None,
                inside.get(name, _empty(committed, name)) if inside is not None else None,
            )
            self._tell_table(database, name, sides, changes)
        if committed is not None or inside is not None:
            for name in [name for name in database.shown if name not in names]:
                del database.shown[name]
                changes.append(TableGone(database.prefix + name))

    @staticmethod
    def _tell_table(
        database: _Database,
        name: str,
        sides: tuple[Rows | None, Rows | None],
        changes: list[Change],
    ) -> None:
        shown = database.shown.get(name)
        full = database.prefix + name
        columns = next((side.columns for side in reversed(sides) if side is not None), ())
        if shown is None or _columns(shown) != columns:
            changes.append(TableSeen(full, columns))
            shown = (None, None)
        for place, (before, after) in enumerate(zip(shown, sides, strict=True)):
            if after is None:
                if before is not None:
                    changes.append(TableSide(full, place == 0, None))
            elif before is None or before != after:
                old = before.rows if before is not None else ()
                changes.append(TableSide(full, place == 0, splice(old, after.rows, after.total)))
        database.shown[name] = sides


def _columns(sides: tuple[Rows | None, Rows | None]) -> tuple[str, ...]:
    return next((side.columns for side in reversed(sides) if side is not None), ())


def _empty(other: Tables | None, name: str) -> Rows | None:
    """Return the rows of a table that only the other side has: none at all."""
    return Rows(other[name].columns, (), 0) if other is not None and name in other else None


def splice(old: tuple[Row, ...], new: tuple[Row, ...], total: int) -> Splice:
    """Return the one replacement that makes the new rows out of the old."""
    limit = min(len(old), len(new))
    start = 0
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Splice(start, len(old) - start - end, new[start : len(new) - end], total)

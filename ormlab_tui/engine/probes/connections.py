"""The connections of the run, by number, and what their drivers say of themselves.

A number stands for one connection of the driver: two SQLAlchemy connections that take the same
one from the pool in turn have the same number.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from ormlab_tui.engine.redaction import hide_passwords, is_secret_option
from ormlab_tui.recording.messages import Database


class DriverConnection:
    """One connection of the driver. `raw` is None once it is closed and collected."""

    __slots__ = ("_record", "dialect", "engine_url", "number")

    def __init__(self, number: int, record: Any, dialect: str, engine_url: Any) -> None:
        self.number = number
        self.dialect = dialect
        self.engine_url = engine_url
        # sqlite3's connections take no weak reference; the pool's record of one does.
        self._record: weakref.ref[Any] | None = weakref.ref(record) if record is not None else None

    @property
    def raw(self) -> Any:
        """The driver's connection object, or None where it is gone."""
        record = self._record() if self._record is not None else None
        return record.dbapi_connection if record is not None else None


class Connections:
    """Knows each driver connection by number; `database_seen` hears of each new database."""

    def __init__(self, database_seen: Callable[[Database], None]) -> None:
        self._known: dict[int, DriverConnection] = {}
        self._count = 0
        #: Rises whenever a session is given a connection or gives one back.
        self.version = 0
        self._urls: set[str] = set()
        self._database_seen = database_seen
        #: By the id of a SQLAlchemy connection: a reference to it, and its session's number.
        self._sessions: dict[int, tuple[weakref.ref[Any], int]] = {}
        #: By a session's number: what its transaction is on. Two sessions of one thread may
        #: share a connection, as those of a database in memory do.
        self._of_session: dict[int, DriverConnection] = {}

    def of(self, connection: Any) -> DriverConnection:
        """Return the driver connection under a SQLAlchemy `Connection`."""
        fairy = connection._dbapi_connection
        raw = getattr(fairy, "dbapi_connection", None)
        known = self._known.get(id(raw))
        if known is not None and known.raw is raw:
            return known
        self._count += 1
        engine = connection.engine
        record = getattr(fairy, "_connection_record", None)
        known = DriverConnection(self._count, record, engine.dialect.name, engine.url)
        self._known[id(raw)] = known
        url = safe_url(engine.url)
        if url not in self._urls:
            self._urls.add(url)
            version = getattr(engine.dialect, "server_version_info", None)
            if engine.dialect.name == "sqlite":
                version = getattr(engine.dialect.dbapi, "sqlite_version_info", None)
            self._database_seen(
                Database(
                    url,
                    engine.dialect.name,
                    engine.dialect.driver,
                    ".".join(map(str, version)) if version else None,
                )
            )
        return known

    def used_by(self, connection: Any, session: int) -> None:
        """Note that a session's transaction has begun on a SQLAlchemy `Connection`."""
        self.version += 1
        self._sessions[id(connection)] = (weakref.ref(connection), session)
        self._of_session.setdefault(session, self.of(connection))

    def session_of(self, connection: Any) -> int | None:
        """Return the number of the session that uses a SQLAlchemy `Connection`."""
        known = self._sessions.get(id(connection))
        if known is not None and known[0]() is connection:
            return known[1]
        return None

    def of_session(self, session: int) -> DriverConnection | None:
        """Return the connection that the session's transaction is on."""
        return self._of_session.get(session)

    def release(self, session: int) -> None:
        """Note that the session has given its connections back."""
        self.version += 1
        for key in [key for key, (_, number) in self._sessions.items() if number == session]:
            del self._sessions[key]
        self._of_session.pop(session, None)


def safe_url(url: Any) -> str:
    """Return a SQLAlchemy URL as text, without a password or any other secret."""
    secret = [key for key in url.query if is_secret_option(key)]
    bare = url.set(password=None).difference_update_query(secret)
    text: str = bare.render_as_string(hide_password=True)
    # SQLAlchemy 2.1 writes the colons of SQLite's name for a database in memory as escapes.
    return hide_passwords(text.replace("%3Amemory%3A", ":memory:"))


def in_transaction(raw: Any) -> bool | None:
    """Return whether the driver says that a transaction is open; None where it can't say."""
    for _ in range(3):
        # sqlite3 and aiosqlite say so themselves; libpq's drivers have a status, 0 being idle.
        told = getattr(raw, "in_transaction", None)
        if isinstance(told, bool):
            return told
        info = getattr(raw, "info", None)
        status = getattr(info, "transaction_status", None)
        if status is not None:
            return int(status) != 0
        inner = getattr(raw, "_connection", None)
        if inner is None:
            return None
        raw = inner
    return None

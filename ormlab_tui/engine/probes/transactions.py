"""The probe for transactions: begin, commit, rollback and savepoints, real or only said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

import msgspec

from ormlab_tui.engine.call_stack import outer_frame
from ormlab_tui.engine.probes.connections import Connections, DriverConnection, in_transaction
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.quietly import quietly
from ormlab_tui.recording.events import (
    Begin,
    Commit,
    Event,
    ReleaseSavepoint,
    Rollback,
    RollbackToSavepoint,
    Savepoint,
)

if TYPE_CHECKING:
    from ormlab_tui.engine.recorder import Recorder

_getframe = sys._getframe


class TransactionProbe(Probe):
    """Notes what SQLAlchemy says of transactions, and whether the driver did anything."""

    def __init__(
        self,
        recorder: Recorder,
        connections: Connections,
        *,
        touched: Callable[[DriverConnection], None],
        ending: Callable[[DriverConnection, bool], None],
        closing: Callable[[Any], None],
    ) -> None:
        self._recorder = recorder
        self._connections = connections
        self._touched = touched
        self._ending = ending
        self._closing = closing
        #: Events that later facts may amend: connection number to (events, place).
        self._commits: dict[int, tuple[list[Event], int]] = {}
        self._savepoints: dict[int, tuple[list[Event], int]] = {}

    def core_imported(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        for name, listener in (
            ("begin", self._begin),
            ("commit", self._commit),
            ("rollback", self._rollback),
            ("savepoint", self._savepoint),
            ("release_savepoint", self._release),
            ("rollback_savepoint", self._back),
            ("begin_twophase", self._begin),
            ("commit_twophase", self._commit),
            ("rollback_twophase", self._rollback),
            ("handle_error", self._failed),
        ):
            event.listen(Engine, name, quietly(listener))

    def orm_imported(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.orm import Session

        event.listen(Session, "after_begin", quietly(self._session_has))
        event.listen(Session, "after_transaction_end", quietly(self._session_released))

    def sql_sent(self, known: DriverConnection, statement: str) -> None:
        """Give the last savepoint its name: the event had none, the statement has it."""
        waiting = self._savepoints.pop(known.number, None)
        words = statement.split(None, 1)
        if waiting is not None and len(words) == 2 and words[0].upper() == "SAVEPOINT":
            events, place = waiting
            if place < len(events) and isinstance(events[place], Savepoint):
                events[place] = msgspec.structs.replace(events[place], name=words[1].strip('"'))

    def _begin(self, connection: Any, *_: Any) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            session = _session_in(_getframe(2))
            if session is not None:
                self._connections.used_by(connection, session)
            real = bool(in_transaction(known.raw))
            self._note(Begin(known.number, session, None, real))

    def _commit(self, connection: Any, *_: Any) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            real = in_transaction(known.raw) is not False
            session = self._connections.session_of(connection)
            events = self._note(Commit(known.number, session, None, real))
            self._commits[known.number] = (events, len(events) - 1)
            self._ending(known, True)

    def _rollback(self, connection: Any, *_: Any) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            real = in_transaction(known.raw) is not False
            session = self._connections.session_of(connection)
            self._note(Rollback(known.number, session, None, real))
            self._ending(known, False)

    def _savepoint(self, connection: Any, name: str | None) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            session = self._connections.session_of(connection)
            events = self._note(Savepoint(known.number, session, name, True))
            self._savepoints[known.number] = (events, len(events) - 1)

    def _release(self, connection: Any, name: str, _: Any) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            session = self._connections.session_of(connection)
            self._note(ReleaseSavepoint(known.number, session, name, True))

    def _back(self, connection: Any, name: str, _: Any) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            session = self._connections.session_of(connection)
            self._note(RollbackToSavepoint(known.number, session, name, True))
            self._touched(known)

    def _failed(self, context: Any) -> None:
        # The engine says "commit" before the driver commits; an error of no statement takes
        # that back.
        if context.statement is not None or context.connection is None:
            return
        with self._recorder.lock:
            known = self._connections.of(context.connection)
            events, place = self._commits.pop(known.number, ([], 0))
            if place < len(events) and isinstance(events[place], Commit):
                events[place] = msgspec.structs.replace(events[place], real=False)
            self._touched(known)

    def _session_has(self, session: Any, transaction: Any, connection: Any) -> None:
        with self._recorder.lock:
            self._connections.used_by(connection, session.hash_key)

    def _session_released(self, session: Any, transaction: Any) -> None:
        if transaction.parent is None:
            with self._recorder.lock:
                self._connections.release(session.hash_key)
                if _is_closing(_getframe(2)):
                    self._closing(session)

    def _note(self, event: Event) -> list[Event]:
        events = self._recorder.events()
        events.append(event)
        return events


def _is_closing(frame: FrameType | None) -> bool:
    """Return whether a transaction ends because its session is being closed."""
    for _ in range(12):
        if frame is None:
            return False
        if frame.f_code.co_name == "_close_impl" and "sqlalchemy" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _session_in(frame: FrameType | None) -> int | None:
    """Return the number of the session that begins a transaction on a connection, if one does."""
    crossed = False
    while True:
        if frame is None:
            frame = None if crossed else outer_frame()
            crossed = True
            if frame is None:
                return None
        code = frame.f_code
        if code.co_name == "_connection_for_bind" and "sqlalchemy" in code.co_filename:
            owner = frame.f_locals.get("self")
            session = getattr(owner, "session", owner)
            number = getattr(session, "hash_key", None)
            return number if type(number) is int else None
        frame = frame.f_back

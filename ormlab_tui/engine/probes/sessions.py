"""The probe for sessions: opened, closed, in need of a rollback, and their transactions."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.describe import TextOf, is_subclass
from ormlab_tui.engine.probes.connections import Connections
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.probes.session_registry import sessions_by_number
from ormlab_tui.recording.changes import Change, SessionChanged, SessionGone
from ormlab_tui.recording.events import SessionChange, SessionEvent
from ormlab_tui.recording.values import TransactionStatus

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry
    from ormlab_tui.engine.recorder import OpenStep, Recorder


class _Known:
    """What was last shown of one session."""

    __slots__ = (
        "closed",
        "deleted",
        "identity_map_id",
        "identity_map_seen",
        "marked",
        "phase",
        "reference",
        "shown",
        "transaction_id",
        "version",
    )

    def __init__(self, session: Any) -> None:
        self.reference: weakref.ref[Any] = weakref.ref(session)
        self.identity_map_id = id(session.identity_map)
        self.closed = False
        #: The states marked by delete(), which no event tells of before the flush.
        self.deleted: tuple[Any, ...] = ()
        self.shown: tuple[TransactionStatus, int | None, bool] | None = None
        # What all that is shown follows from: as long as it is the same, nothing has changed.
        self.version = -1
        self.transaction_id = 0
        self.identity_map_seen = 0
        self.marked = 0
        self.phase: Any = None


class SessionProbe(Probe):
    """Looks at the sessions that are alive when a step ends.

    SQLAlchemy tells nobody that a session was made or closed, but it keeps them in a registry,
    newest last, under the number that is also the session's number here.
    """

    def __init__(
        self, recorder: Recorder, connections: Connections, *, marked: Callable[[Any], None]
    ) -> None:
        self._recorder = recorder
        self._marked = marked
        self._connections = connections
        self._registry: dict[int, Any] = {}
        self._known: dict[int, _Known] = {}
        self._newest = 0
        self._base: type | None = None
        recorder.describer.add_kind(self._kind)

    def orm_imported(self) -> None:
        from sqlalchemy.orm import Session

        self._registry = sessions_by_number()
        self._base = Session

    def _kind(self, cls: type) -> TextOf | None:
        base = self._base
        return _token if base is not None and is_subclass(cls, base) else None

    def closing(self, session: Any) -> None:
        """Note that the session is being closed; its transaction has just ended."""
        known = self._known.get(session.hash_key)
        if known is not None and not known.closed:
            known.closed = True
            known.version = -1
            self._recorder.note(SessionEvent(session.hash_key, "closed"))

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        if next(reversed(self._registry), 0) > self._newest:
            self._meet_new(step)
        version = self._connections.version
        gone: list[int] = []
        for number, known in self._known.items():
            session = known.reference()
            if session is None:
                gone.append(number)
                continue
            transaction = session._transaction
            if (
                known.version == version
                and known.transaction_id == id(transaction)
                and known.identity_map_seen == id(session.identity_map)
                and known.marked == len(session._deleted)
                and (
                    transaction is None
                    or (transaction._state is known.phase and transaction._current_fn is None)
                )
            ):
                continue
            known.version = version
            known.transaction_id = id(transaction)
            known.identity_map_seen = id(session.identity_map)
            known.marked = len(session._deleted)
            known.phase = None if transaction is None else transaction._state
            self._look(number, session, known, step, changes)
        for number in gone:
            del self._known[number]
            changes.append(SessionGone(number))

    def _meet_new(self, step: OpenStep) -> None:
        fresh: list[tuple[int, Any]] = []
        for number in reversed(self._registry):
            if number <= self._newest:
                break
            session = self._registry[number]()
            if session is not None:
                fresh.append((number, session))
        for number, session in reversed(fresh):
            self._newest = number
            self._known[number] = _Known(session)
            # It was opened before whatever it did in this step.
            step.events.insert(_first_of(step, number), SessionEvent(number, "opened"))

    def _look(
        self, number: int, session: Any, known: _Known, step: OpenStep, changes: list[Change]
    ) -> None:
        transaction = session._transaction
        status: TransactionStatus = "none"
        if transaction is not None:
            # In the middle of a commit, as asyncio can show it, a transaction is neither.
            busy = transaction._current_fn is not None
            usable = busy or transaction._state.name == "ACTIVE"
            status = "active" if usable else "needs-rollback"
        before = known.shown[0] if known.shown is not None else "none"
        if status == "needs-rollback" and before != "needs-rollback":
            self._note(step, number, "needs-rollback")
        elif before == "needs-rollback" and status != "needs-rollback":
            self._note(step, number, "usable-again")
        if id(session.identity_map) != known.identity_map_id:
            # close() and expunge_all() put a new map in place; close() ends the transaction too.
            known.identity_map_id = id(session.identity_map)
            if transaction is None and not known.closed:
                known.closed = True
                self._note(step, number, "closed")
        elif transaction is not None:
            known.closed = False
        if len(session._deleted) != len(known.deleted):
            for state in (*known.deleted, *session._deleted):
                self._marked(state)
            known.deleted = tuple(session._deleted)
        connection = None
        if transaction is not None:
            driver = self._connections.of_session(number)
            connection = driver.number if driver is not None else None
        shown = (status, connection, known.closed)
        if shown != known.shown:
            known.shown = shown
            changes.append(SessionChanged(number, *shown))

    @staticmethod
    def _note(step: OpenStep, number: int, what: SessionChange) -> None:
        step.events.append(SessionEvent(number, what))


def _token(session: Any) -> str | None:
    """Return a session's token, such as ``Session#1``."""
    number = object.__getattribute__(session, "__dict__").get("hash_key")
    return f"Session#{number}" if number is not None else None


def _first_of(step: OpenStep, number: int) -> int:
    """Return the place of the session's first event in the step, or the end."""
    for place, event in enumerate(step.events):
        if getattr(event, "session", None) == number:
            return place
    return len(step.events)

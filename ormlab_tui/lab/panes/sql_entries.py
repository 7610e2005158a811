"""What the SQL pane lists: statements, transaction events and flushes, read from the steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ormlab_tui.lab.words import CAUSE_WORDS, EXPIRED_BY, SAVEPOINT_WORDS, TransactionEvent
from ormlab_tui.recording import Step
from ormlab_tui.recording.events import (
    Begin,
    Commit,
    Event,
    Expire,
    Flush,
    Refresh,
    ReleaseSavepoint,
    Rollback,
    RollbackToSavepoint,
    Savepoint,
    SessionEvent,
    Sql,
)

_TRANSACTION = (Begin, Commit, Rollback, Savepoint, ReleaseSavepoint, RollbackToSavepoint)
_OF_SAVEPOINTS = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")


@dataclass(frozen=True, slots=True)
class SqlEntry:
    """One row of the pane: event `event` of its step.

    `number` counts the statements up to here; `inside` says whether the connection is in a
    transaction; `cause` is a statement's cause in words.
    """

    event: int
    is_sql: bool
    number: int
    inside: bool
    cause: str


class SqlEntries:
    """Reads the steps of one recording in order, and knows what went before."""

    def __init__(self) -> None:
        self._number = 0
        self._open: set[int] = set()
        self._expired_by: dict[str, str | None] = {}
        self._sessions = 0

    def of_step(self, step: Step) -> Iterator[tuple[SqlEntry, int]]:
        """Yield the step's entries, each with its number of lines."""
        because = self._without_a_transactions_end(step)
        for place, event in enumerate(step.events):
            if isinstance(event, Sql):
                self._number += 1
                inside = event.connection in self._open
                cause = self._cause(event, step.events, place)
                yield SqlEntry(place, True, self._number, inside, cause), 2
            elif isinstance(event, _TRANSACTION):
                because = self._take(event, because)
                inside = event.connection in self._open
                yield SqlEntry(place, False, self._number, inside, ""), 1
            elif isinstance(event, Flush):
                because = "flush"
                if event.phase != "end":
                    yield SqlEntry(place, False, self._number, False, ""), 1
            elif isinstance(event, Expire):
                self._expired_by[event.object] = because
            elif isinstance(event, SessionEvent) and event.what == "opened":
                self._sessions += 1

    def _without_a_transactions_end(self, step: Step) -> str | None:
        """Return what expires objects in a step that ends no transaction, None if unknown.

        A rollback() after a failed flush sends nothing, and neither does one of a session that
        has not connected yet; the second looks like an expire().
        """
        if any(isinstance(e, SessionEvent) and e.what == "usable-again" for e in step.events):
            return "rollback"
        return "expire" if self._open and self._sessions == 1 else None

    def _take(self, event: TransactionEvent, because: str | None) -> str | None:
        if isinstance(event, Begin):
            self._open.add(event.connection)
        elif isinstance(event, Commit):
            self._open.discard(event.connection)
            return "commit"
        elif isinstance(event, Rollback):
            self._open.discard(event.connection)
            return "rollback"
        elif isinstance(event, RollbackToSavepoint):
            return "rollback"
        elif isinstance(event, ReleaseSavepoint):
            return "commit"
        return because

    def _cause(self, sql: Sql, events: list[Event], place: int) -> str:
        if sql.statement.upper().startswith(_OF_SAVEPOINTS):
            return SAVEPOINT_WORDS
        # What a refresh filled says which object it was for, and so what had expired it.
        if sql.cause == "refresh-expired":
            for event in events[place + 1 :]:
                if isinstance(event, Refresh):
                    because = self._expired_by.get(event.object)
                    return EXPIRED_BY[because] if because else CAUSE_WORDS[sql.cause]
                if isinstance(event, Sql):
                    break
        return CAUSE_WORDS[sql.cause]

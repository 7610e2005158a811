"""The events of a step: what happened, in the order in which it happened."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import msgspec

from ormlab_tui.recording.values import ObjectStateName, Parameters

Cause = Literal[
    "get",
    "query",
    "autoflush",
    "flush",
    "commit",
    "lazy-load",
    "refresh-expired",
    "deferred-load",
    "refresh",
    "eager-load",
    "bulk",
    "core",
    "ddl",
    "reflection",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
FlushTrigger = Literal["explicit", "autoflush", "commit"]
FlushPhase = Literal["start", "end", "failed"]
SessionChange = Literal["opened", "closed", "needs-rollback", "usable-again"]
Stream = Literal["stdout", "stderr"]


class Sql(msgspec.Struct, frozen=True, gc=False, tag_field="type", tag="sql"):
    """One statement handed to the driver.

    `batch` is (n, of) for one of several round trips of one execute; `rowcount` is the
    driver's, None where it gave none; `duration_us` is in microseconds.
    """

    statement: str
    parameters: Parameters
    executemany: bool
    batch: tuple[int, int] | None
    cause: Cause
    connection: int
    session: int | None
    rowcount: int | None
    duration_us: int
    error: str | None


class _TransactionEvent(msgspec.Struct, frozen=True, gc=False, tag_field="type"):
    """`real`: the driver did something; otherwise SQLAlchemy only said so."""

    connection: int
    session: int | None
    name: str | None
    real: bool


class Begin(_TransactionEvent, frozen=True, gc=False, tag="begin"):
    """A connection's transaction began."""


class Commit(_TransactionEvent, frozen=True, gc=False, tag="commit"):
    """A connection's transaction was committed; not `real` if the driver refused."""


class Rollback(_TransactionEvent, frozen=True, gc=False, tag="rollback"):
    """A connection's transaction was rolled back."""


class Savepoint(_TransactionEvent, frozen=True, gc=False, tag="savepoint"):
    """A savepoint was set."""


class ReleaseSavepoint(_TransactionEvent, frozen=True, gc=False, tag="release-savepoint"):
    """A savepoint was released."""


class RollbackToSavepoint(_TransactionEvent, frozen=True, gc=False, tag="rollback-to-savepoint"):
    """The transaction went back to a savepoint."""


class Flush(msgspec.Struct, frozen=True, gc=False, tag_field="type", tag="flush"):
    """A flush of a session's unit of work began, ended or failed."""

    session: int
    trigger: FlushTrigger
    phase: FlushPhase


class State(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag_field="type",
    tag="state",
    rename={"from_state": "from", "to_state": "to"},
):
    """An object went from one state to another; a new object comes from None."""

    object: str
    from_state: ObjectStateName | None
    to_state: ObjectStateName


class _AttributesEvent(msgspec.Struct, frozen=True, gc=False, tag_field="type"):
    object: str
    attributes: list[str]


class Expire(_AttributesEvent, frozen=True, gc=False, tag="expire"):
    """Attributes were expired: reading one sends SQL."""


class Load(_AttributesEvent, frozen=True, gc=False, tag="load"):
    """An object was made from a row, with these attributes."""


class Refresh(_AttributesEvent, frozen=True, gc=False, tag="refresh"):
    """Attributes of an object already known were filled from a row."""


class Set(_AttributesEvent, frozen=True, gc=False, tag="set"):
    """The script gave attributes a value, or took one away."""


class SessionEvent(msgspec.Struct, frozen=True, gc=False, tag_field="type", tag="session"):
    """A session was opened, closed, or changed in whether it can be used."""

    session: int
    what: SessionChange


class Output(msgspec.Struct, frozen=True, gc=False, tag_field="type", tag="output"):
    """The script printed."""

    stream: Stream
    text: str


class Raised(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag_field="type",
    tag="exception",
    rename={"class_name": "class"},
):
    """An exception left the statement; `caught` once a handler of the script took it."""

    class_name: str
    message: str
    caught: bool


Event: TypeAlias = (
    Sql
    | Begin
    | Commit
    | Rollback
    | Savepoint
    | ReleaseSavepoint
    | RollbackToSavepoint
    | Flush
    | State
    | Expire
    | Load
    | Refresh
    | Set
    | SessionEvent
    | Output
    | Raised
)
EventType = Literal[
    "sql",
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "release-savepoint",
    "rollback-to-savepoint",
    "flush",
    "state",
    "expire",
    "load",
    "refresh",
    "set",
    "session",
    "output",
    "exception",
]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)


def event_type(event: Event) -> EventType:
    """Return the event's type as recording documents spell it."""
    tag: EventType = type(event).__struct_config__.tag  # type: ignore[assignment]
    return tag

"""Queries: what a course asks of a recording instead of writing an answer down.

Each names by `of` what it asks for, and the statement after which it is asked: by `at`, a piece
of the statement's source, with `time` where the statement ran more than once.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from ormlab_tui.course.fields import Code, Count, Identifier, Plain, RelativePath, Words
from ormlab_tui.recording.events import (
    Cause,
    EventType,
    FlushPhase,
    FlushTrigger,
    SessionChange,
)
from ormlab_tui.recording.values import ObjectStateName

#: A session by the variable that holds it, or by its number.
SessionName: TypeAlias = Identifier | Count
#: A value of a database cell to look for.
Cell: TypeAlias = str | int | float | bool
_ENDS = {"since": "from", "until": "to"}
_EVENT_NAMES = {"out_of": "from_state", "into": "to_state", "class_name": "class"}


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One execution of one statement, the calls that it makes included.

    `at` is a piece of the statement's source, in which white space counts as one space. `time`
    says which of several executions, 1 the first, or `when` is "last". `file` is the script
    or a module beside it, where only one of them is meant. Without `at`: the end of the run.
    """

    at: Code | None = None
    time: Count | None = None
    when: Literal["last"] | None = None
    file: RelativePath | None = None


class QueryBase(
    msgspec.Struct, frozen=True, tag_field="of", forbid_unknown_fields=True, kw_only=True
):
    """What all queries share: with `matches` the answer is whether it is that value."""

    matches: Plain | None = None


class _AtPlace(QueryBase, frozen=True, kw_only=True):
    """A query of the world after one execution of a statement; see `Place`."""

    at: Code | None = None
    time: Count | None = None
    when: Literal["last"] | None = None
    file: RelativePath | None = None

    @property
    def place(self) -> Place:
        """When it is asked."""
        return Place(at=self.at, time=self.time, when=self.when, file=self.file)


class _Between(QueryBase, frozen=True, kw_only=True, rename=_ENDS):
    """A query of what happened in a part of the run: in one place, or from one to another.

    Both ends belong to it. Without any it is the whole run.
    """

    at: Code | None = None
    time: Count | None = None
    when: Literal["last"] | None = None
    file: RelativePath | None = None
    since: Code | Place | None = None
    until: Code | Place | None = None

    @property
    def place(self) -> Place | None:
        """The one place, if it is one."""
        return _one_place(self)


class VariableQuery(_AtPlace, frozen=True, kw_only=True, tag="variable"):
    """A variable's value; of a mapped object or a session, the name of its class."""

    name: Identifier


class SameObjectQuery(_AtPlace, frozen=True, kw_only=True, tag="same-object"):
    """Whether all these variables hold the one object."""

    names: Annotated[list[Identifier], msgspec.Meta(min_length=2)]


class StateQuery(_AtPlace, frozen=True, kw_only=True, tag="state"):
    """The state of the mapped object that the variable `object` holds."""

    object: Identifier


class AttributeQuery(_AtPlace, frozen=True, kw_only=True, tag="attribute"):
    """An attribute of the object that the variable `object` holds.

    `part`: its status, its value, or the value that the database had.
    """

    object: Identifier
    attribute: Identifier
    part: Literal["status", "value", "committed"] = "value"


class ObjectsQuery(
    _AtPlace, frozen=True, kw_only=True, tag="objects", rename={"class_name": "class"}
):
    """How many mapped objects there are, of a class, in a state, in a session."""

    class_name: Identifier | None = None
    state: ObjectStateName | None = None
    session: SessionName | None = None


class TransactionQuery(_AtPlace, frozen=True, kw_only=True, tag="transaction"):
    """A session's transaction: none, active or needs-rollback."""

    session: SessionName


class RowsQuery(_AtPlace, frozen=True, kw_only=True, tag="rows"):
    """How many rows a table has, as `side` sees it."""

    table: Words
    side: Literal["in_transaction", "committed"] = "committed"


class CellQuery(_AtPlace, frozen=True, kw_only=True, tag="cell"):
    """One column of the one row that `where` finds; "none" if there is no such row."""

    table: Words
    column: Words
    where: dict[str, Cell] = {}
    side: Literal["in_transaction", "committed"] = "committed"


class ColumnsQuery(_AtPlace, frozen=True, kw_only=True, tag="columns"):
    """A table's columns, in their order; with `column`, whether it has that one."""

    table: Words
    column: Words | None = None


class OutputQuery(_Between, frozen=True, kw_only=True, tag="output"):
    """What was printed, without white space around it.

    With `contains`, the first line that has it; with `after`, what stands behind that text.
    """

    contains: Code | None = None
    after: Code | None = None
    stream: Literal["stdout", "stderr"] = "stdout"


class ExceptionQuery(_AtPlace, frozen=True, kw_only=True, tag="exception"):
    """The class of the exception that left the statement, or "none"."""


class OutcomeQuery(QueryBase, frozen=True, kw_only=True, tag="outcome"):
    """How the run ended: finished, exception, exit and so on."""


class EventFilter(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    rename=_EVENT_NAMES,
):
    """Events of one type that also fit whatever else is said.

    `statement`: SQL that has these words, any case. `object`: the variable that holds the
    object by the end of the step; `class`: the object's or the exception's class. `from_state`
    and `to_state`: of a state event. `attribute`: one of those that the event names. `real`:
    of a transaction's event, whether the driver did something. `text`: printed, or in the
    exception's message. `session`: by variable or number.
    """

    event: EventType
    cause: list[Cause] | None = None
    statement: Words | None = None
    object: Identifier | None = None
    class_name: Identifier | None = None
    out_of: ObjectStateName | None = None
    into: ObjectStateName | None = None
    attribute: Identifier | None = None
    real: bool | None = None
    trigger: FlushTrigger | None = None
    phase: FlushPhase | None = None
    what: SessionChange | None = None
    session: SessionName | None = None
    text: Words | None = None


class CountQuery(
    EventFilter,
    frozen=True,
    kw_only=True,
    tag_field="of",
    tag="count",
    rename={**_EVENT_NAMES, **_ENDS},
):
    """How many events there were that fit; where, as in the other queries of what happened."""

    matches: Plain | None = None
    at: Code | None = None
    time: Count | None = None
    when: Literal["last"] | None = None
    file: RelativePath | None = None
    since: Code | Place | None = None
    until: Code | Place | None = None

    @property
    def place(self) -> Place | None:
        """The one place, if it is one."""
        return _one_place(self)


class SqlQuery(_Between, frozen=True, kw_only=True, tag="sql"):
    """The nth SQL statement: its first word, its cause, or all of it; "none" if there is none.

    `cause` and `statement` leave out those that don't fit.
    """

    nth: Count = 1
    part: Literal["verb", "cause", "statement"] = "verb"
    cause: list[Cause] | None = None
    statement: Words | None = None
    session: SessionName | None = None


class OrderStep(EventFilter, frozen=True, kw_only=True):
    """One thing whose place in an order is asked for: the nth such event, or a statement.

    With `at` it is the beginning of that statement, and there is no `event`.
    """

    label: Words
    event: EventType | None = None  # type: ignore[assignment]
    nth: Count = 1
    at: Code | None = None
    time: Count | None = None
    when: Literal["last"] | None = None
    file: RelativePath | None = None


class OrderQuery(_Between, frozen=True, kw_only=True, tag="order"):
    """The labels of `steps` in the order in which they happened."""

    steps: Annotated[list[OrderStep], msgspec.Meta(min_length=2)]


Query: TypeAlias = (
    VariableQuery
    | SameObjectQuery
    | StateQuery
    | AttributeQuery
    | ObjectsQuery
    | TransactionQuery
    | RowsQuery
    | CellQuery
    | ColumnsQuery
    | OutputQuery
    | ExceptionQuery
    | OutcomeQuery
    | CountQuery
    | SqlQuery
    | OrderQuery
)


def _one_place(query: _Between | CountQuery) -> Place | None:
    if query.at is None:
        return None
    return Place(at=query.at, time=query.time, when=query.when, file=query.file)

"""Changes of the world: what one step altered, and how to apply it.

A change names the one entity it alters by `key()` and makes the entity's new value from the
old one with `apply()`; None stands for an entity that is not there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from ormlab_tui.recording.values import (
    Attribute,
    FrameValue,
    ObjectStateName,
    ObjectValue,
    Row,
    Scalar,
    SessionValue,
    TableValue,
    TransactionStatus,
)

Kind = Literal["object", "session", "frame", "table"]
KINDS: tuple[Kind, ...] = ("object", "session", "frame", "table")
Key: TypeAlias = tuple[str, ...]
Value: TypeAlias = ObjectValue | SessionValue | FrameValue | TableValue


class ObjectSeen(msgspec.Struct, frozen=True, tag="o+", array_like=True, gc=False):
    """A mapped object became known."""

    value: ObjectValue

    def key(self) -> Key:
        return ("object", self.value.object)

    def apply(self, old: Value | None) -> Value | None:
        return self.value


class ObjectMoved(msgspec.Struct, frozen=True, tag="o>", array_like=True, gc=False):
    """An object's state, session, key or marks changed."""

    object: str
    state: ObjectStateName
    session: int | None
    identity_key: tuple[str, tuple[Scalar, ...], str | None] | None
    modified: bool
    marked_deleted: bool

    def key(self) -> Key:
        return ("object", self.object)

    def apply(self, old: Value | None) -> Value | None:
        if not isinstance(old, ObjectValue):
            return old
        return ObjectValue(
            old.object,
            old.class_name,
            self.state,
            self.session,
            self.identity_key,
            self.modified,
            self.marked_deleted,
            old.attributes,
        )


class AttributesChanged(msgspec.Struct, frozen=True, tag="o=", array_like=True, gc=False):
    """Attributes of an object have another status or value."""

    object: str
    attributes: dict[str, Attribute]

    def key(self) -> Key:
        return ("object", self.object)

    def apply(self, old: Value | None) -> Value | None:
        if not isinstance(old, ObjectValue):
            return old
        return ObjectValue(
            old.object,
            old.class_name,
            old.state,
            old.session,
            old.identity_key,
            old.modified,
            old.marked_deleted,
            {**old.attributes, **self.attributes},
        )


class ObjectGone(msgspec.Struct, frozen=True, tag="o-", array_like=True, gc=False):
    """An object was collected: nobody held it."""

    object: str

    def key(self) -> Key:
        return ("object", self.object)

    def apply(self, old: Value | None) -> Value | None:
        return None


class SessionChanged(msgspec.Struct, frozen=True, tag="s", array_like=True, gc=False):
    """A session was opened or closed, or its transaction changed."""

    session: int
    transaction: TransactionStatus
    connection: int | None
    closed: bool

    def key(self) -> Key:
        return ("session", str(self.session))

    def apply(self, old: Value | None) -> Value | None:
        return SessionValue(self.session, self.transaction, self.connection, self.closed)


class SessionGone(msgspec.Struct, frozen=True, tag="s-", array_like=True, gc=False):
    """A session was collected."""

    session: int

    def key(self) -> Key:
        return ("session", str(self.session))

    def apply(self, old: Value | None) -> Value | None:
        return None


class FramePushed(msgspec.Struct, frozen=True, tag="f+", array_like=True, gc=False):
    """A frame of the script began, or a suspended one went on."""

    value: FrameValue

    def key(self) -> Key:
        return frame_key(self.value.thread, self.value.depth)

    def apply(self, old: Value | None) -> Value | None:
        return self.value


class FramePopped(msgspec.Struct, frozen=True, tag="f-", array_like=True, gc=False):
    """A frame ended or was suspended."""

    thread: str
    depth: int

    def key(self) -> Key:
        return frame_key(self.thread, self.depth)

    def apply(self, old: Value | None) -> Value | None:
        return None


class VariablesChanged(msgspec.Struct, frozen=True, tag="f=", array_like=True, gc=False):
    """Variables of a frame were bound, altered (`bound`) or unbound (`unbound`)."""

    thread: str
    depth: int
    bound: dict[str, str]
    unbound: list[str]

    def key(self) -> Key:
        return frame_key(self.thread, self.depth)

    def apply(self, old: Value | None) -> Value | None:
        if not isinstance(old, FrameValue):
            return old
        variables = {**old.variables, **self.bound}
        for name in self.unbound:
            variables.pop(name, None)
        return FrameValue(old.thread, old.depth, old.function, old.file, variables)


class Splice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Rows `start` to `start + removed` give way to `rows`; the table then counts `total`."""

    start: int
    removed: int
    rows: tuple[Row, ...]
    total: int


class TableSide(msgspec.Struct, frozen=True, tag="t=", array_like=True, gc=False):
    """One side of a table changed; `splice` None: it can't be seen any more."""

    name: str
    committed: bool
    splice: Splice | None

    def key(self) -> Key:
        return ("table", self.name)

    def apply(self, old: Value | None) -> Value | None:
        if not isinstance(old, TableValue):
            return old
        before = old.committed if self.committed else old.in_transaction
        rows: tuple[Row, ...] | None = None
        total: int | None = None
        if self.splice is not None:
            start, end = self.splice.start, self.splice.start + self.splice.removed
            rows = (before or ())[:start] + self.splice.rows + (before or ())[end:]
            total = self.splice.total
        if self.committed:
            return TableValue(
                old.name,
                old.columns,
                rows,
                old.in_transaction,
                total,
                old.in_transaction_total,
            )
        return TableValue(old.name, old.columns, old.committed, rows, old.committed_total, total)


class TableSeen(msgspec.Struct, frozen=True, tag="t+", array_like=True, gc=False):
    """A table became known, or has other columns; its rows follow."""

    name: str
    columns: tuple[str, ...]

    def key(self) -> Key:
        return ("table", self.name)

    def apply(self, old: Value | None) -> Value | None:
        return TableValue(self.name, self.columns)


class TableGone(msgspec.Struct, frozen=True, tag="t-", array_like=True, gc=False):
    """A table was dropped."""

    name: str

    def key(self) -> Key:
        return ("table", self.name)

    def apply(self, old: Value | None) -> Value | None:
        return None


Change: TypeAlias = (
    ObjectSeen
    | ObjectMoved
    | AttributesChanged
    | ObjectGone
    | SessionChanged
    | SessionGone
    | FramePushed
    | FramePopped
    | VariablesChanged
    | TableSeen
    | TableSide
    | TableGone
)


def frame_key(thread: str, depth: int) -> Key:
    """Return the key of the frame at `depth` of a thread."""
    return ("frame", thread, str(depth))


def key_kind(key: Key) -> Kind:
    """Return the kind of entity that a key names."""
    kind: Kind = key[0]  # type: ignore[assignment]
    return kind

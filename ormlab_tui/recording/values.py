"""The values that the world is made of: objects, sessions, frames and tables at one moment."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

#: What a database cell, a parameter or a primary key looks like in a recording.
Scalar: TypeAlias = str | int | float | bool | None
Row: TypeAlias = tuple[Scalar, ...]

ObjectStateName = Literal["transient", "pending", "persistent", "deleted", "detached"]
AttributeStatus = Literal["loaded", "expired", "unloaded", "modified", "unset"]
TransactionStatus = Literal["none", "active", "needs-rollback"]
#: One statement's parameters; a list of lists or dictionaries for an executemany.
Parameters: TypeAlias = dict[str, Scalar] | list[Scalar | list[Scalar] | dict[str, Scalar]]

OBJECT_STATES: tuple[ObjectStateName, ...] = (
    "transient",
    "pending",
    "persistent",
    "deleted",
    "detached",
)


class Attribute(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One mapped attribute: its status, its value as text, and the value the database had.

    `value` is None where reading would send SQL or raise; `committed` is None where nothing
    was loaded before the change.
    """

    status: AttributeStatus
    value: str | None = None
    committed: str | None = None


class ObjectValue(msgspec.Struct, frozen=True, gc=False):
    """One mapped object. `object` is its token, such as ``Product#1``.

    `identity_key` is the class name, the key's values and the identity token.
    `modified` and `marked_deleted` are what puts it in its session's dirty and deleted sets.
    """

    object: str
    class_name: str
    state: ObjectStateName
    session: int | None = None
    identity_key: tuple[str, tuple[Scalar, ...], str | None] | None = None
    modified: bool = False
    marked_deleted: bool = False
    attributes: dict[str, Attribute] = {}

    @property
    def in_identity_map(self) -> bool:
        """Whether its session's identity map holds it."""
        return self.state == "persistent" and self.session is not None


class SessionValue(msgspec.Struct, frozen=True, gc=False):
    """One open or closed session and the transaction it is in."""

    session: int
    transaction: TransactionStatus = "none"
    connection: int | None = None
    closed: bool = False


class FrameValue(msgspec.Struct, frozen=True, gc=False):
    """One frame of the script, `depth` 0 the outermost, and its variables as text."""

    thread: str
    depth: int
    function: str
    file: str
    variables: dict[str, str] = {}


class TableValue(msgspec.Struct, frozen=True, gc=False):
    """One table twice: as everyone else sees it, and as the script's transaction sees it.

    A side is None where it could not be had without disturbing the script. A large table
    shows its first and last rows only; the totals count all of them.
    """

    name: str
    columns: tuple[str, ...]
    committed: tuple[Row, ...] | None = None
    in_transaction: tuple[Row, ...] | None = None
    committed_total: int | None = None
    in_transaction_total: int | None = None

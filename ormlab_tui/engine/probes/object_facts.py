"""Facts of one mapped instance, read from its state and its dictionary without touching it."""

from __future__ import annotations

from typing import Any

from ormlab_tui.engine.describe import Describer
from ormlab_tui.engine.probes.mapped_classes import MappedClass
from ormlab_tui.recording.values import Attribute, ObjectStateName, Scalar

IdentityKey = tuple[str, tuple[Scalar, ...], str | None]

EXPIRED = Attribute("expired")
UNLOADED = Attribute("unloaded")
UNSET = Attribute("unset")


def state_name(state: Any, sessions: dict[int, Any]) -> ObjectStateName:
    """Return the instance's state, by the rules of `InstanceState`'s five flags."""
    number = state.session_id
    attached = number is not None and number in sessions
    if state.key is None:
        return "pending" if attached else "transient"
    if not attached:
        return "detached"
    return "deleted" if state._deleted else "persistent"


def identity_key(state: Any, describer: Describer) -> IdentityKey | None:
    """Return the instance's identity key in the recording's form."""
    key = state.key
    if key is None:
        return None
    token = key[2] if len(key) > 2 else None
    return (
        key[0].__name__,
        tuple(describer.scalar(value) for value in key[1]),
        None if token is None else describer.text(token),
    )


def attributes_of(
    state: Any, mapped: MappedClass, describer: Describer, no_values: frozenset[int]
) -> tuple[Attribute, ...]:
    """Return the status and the value of each attribute, in the order of `mapped.attributes`.

    `no_values` are the ids of SQLAlchemy's markers that stand for no value at all.
    """
    values = state.dict
    committed = state.committed_state
    expired = state.expired_attributes
    text = describer.text
    found: list[Attribute] = []
    for key, has_loader, default in mapped.attributes:
        if key in values:
            if key not in committed:
                found.append(Attribute("loaded", text(values[key])))
                continue
            before = committed[key]
            was = None if id(before) in no_values else text(before)
            found.append(Attribute("modified", text(values[key]), was))
        elif key in expired:
            found.append(EXPIRED)
        elif state.key is not None and (has_loader or key in state.callables):
            found.append(UNLOADED)
        elif default is not None:
            found.append(Attribute("unset", text(default)))
        else:
            found.append(UNSET)
    return tuple(found)

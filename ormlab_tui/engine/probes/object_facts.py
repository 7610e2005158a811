"""Facts of one mapped instance, read from its state and its dictionary without touching it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.describe import Describer
from ormlab_tui.engine.probes.glimpses import UNCHANGING
from ormlab_tui.recording.values import Attribute, Scalar

if TYPE_CHECKING:
    from ormlab_tui.engine.probes.known_objects import Known

IdentityKey = tuple[str, tuple[Scalar, ...], str | None]

EXPIRED = Attribute("expired")
UNLOADED = Attribute("unloaded")
UNSET = Attribute("unset")

#: Stands for a value that is not there, or that may change without another taking its place.
MISSING: Any = object()


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
    state: Any,
    values: dict[str, Any],
    known: Known,
    describer: Describer,
    no_values: frozenset[int],
) -> tuple[Attribute, ...]:
    """Return the status and the value of each attribute, in the order of the class's.

    `values` is the instance's dictionary; `no_values` are the ids of SQLAlchemy's markers that
    stand for no value at all. What is known of the values is used and brought up to date.
    """
    attributes = known.mapped.attributes
    raws, before = known.raws, known.attributes
    if len(raws) != len(attributes):
        raws = known.raws = [MISSING] * len(attributes)
        before = (UNSET,) * len(attributes)
    committed = state.committed_state
    expired = state.expired_attributes
    found: list[Attribute] = []
    for place, (key, has_loader, default) in enumerate(attributes):
        value = values.get(key, MISSING)
        if value is MISSING:
            raws[place] = MISSING
            if key in expired:
                found.append(EXPIRED)
            elif state.key is not None and (has_loader or key in state.callables):
                found.append(UNLOADED)
            elif default is not None:
                found.append(Attribute("unset", describer.text(default)))
            else:
                found.append(UNSET)
        elif committed and key in committed:
            was = committed[key]
            if value is raws[place] and known.wases.get(place, MISSING) is was:
                found.append(before[place])
                continue
            text = None if id(was) in no_values else describer.text(was)
            found.append(Attribute("modified", describer.text(value), text))
            unchanging = id(type(value)) in UNCHANGING and (
                text is None or id(type(was)) in UNCHANGING
            )
            raws[place] = value if unchanging else MISSING
            known.wases[place] = was if unchanging else MISSING
        elif value is raws[place] and place not in known.wases:
            found.append(before[place])
        else:
            known.wases.pop(place, None)
            raws[place] = value if id(type(value)) in UNCHANGING else MISSING
            found.append(Attribute("loaded", describer.text(value)))
    return tuple(found)

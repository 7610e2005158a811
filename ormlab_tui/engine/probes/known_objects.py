"""The mapped objects met so far: their tokens, and what was last shown of each."""

from __future__ import annotations

import weakref
from typing import Any, TypeAlias

from ormlab_tui.engine.describe import TextOf
from ormlab_tui.engine.probes.mapped_classes import MappedClass, MappedClasses
from ormlab_tui.engine.probes.object_facts import IdentityKey
from ormlab_tui.recording.values import Attribute, ObjectStateName

_own_dict = type.__dict__["__dict__"].__get__
_attribute_of = object.__getattribute__

#: State, session, identity key, modified, marked deleted: the fields of an `ObjectMoved`.
Place: TypeAlias = tuple[ObjectStateName, int | None, IdentityKey | None, bool, bool]


class _Watch(weakref.ref[Any]):
    """A weak reference to an instance that still knows its token when the instance is gone."""

    __slots__ = ("state_id", "token")

    token: str
    state_id: int


class Known:
    """One object. `state` is what events told last; `place` and `attributes` what was shown."""

    __slots__ = (
        "attributes",
        "identity_key",
        "mapped",
        "place",
        "raw_key",
        "state",
        "token",
        "watch",
    )

    def __init__(self, token: str, mapped: MappedClass, watch: _Watch) -> None:
        self.token = token
        self.mapped = mapped
        self.watch = watch
        self.state: ObjectStateName | None = None
        self.place: Place | None = None
        self.attributes: tuple[Attribute, ...] = ()
        self.raw_key: Any = None
        self.identity_key: IdentityKey | None = None


class KnownObjects:
    """Finds the `Known` of an instance's state, and hears when instances are collected."""

    def __init__(self) -> None:
        self._classes = MappedClasses()
        self._of_state: dict[int, Known] = {}
        self._counts: dict[str, int] = {}
        self._collected: list[_Watch] = []
        self._mapped: dict[int, tuple[weakref.ref[type], bool]] = {}

    def of(self, state: Any, instance: Any) -> Known:
        """Return what is known of the instance, met now or before."""
        known = self._of_state.get(id(state))
        if known is not None and known.watch() is instance:
            return known
        mapped = self._classes.of(state)
        count = self._counts.get(mapped.name, 0) + 1
        self._counts[mapped.name] = count
        watch = _Watch(instance, self._gone)
        watch.token = f"{mapped.name}#{count}"
        watch.state_id = id(state)
        known = self._of_state[id(state)] = Known(watch.token, mapped, watch)
        return known

    def state_of(self, value: Any) -> Any:
        """Return the instance's state, or None for a value that is no mapped instance."""
        cls = type(value)
        entry = self._mapped.get(id(cls))
        if entry is None or entry[0]() is not cls:
            entry = self._mapped[id(cls)] = (weakref.ref(cls), is_mapped(cls))
        if not entry[1]:
            return None
        try:
            return _attribute_of(value, "_sa_instance_state")
        except AttributeError:
            return None

    def kind(self, cls: type) -> TextOf | None:
        """Say how values of the class are described: instances by their tokens."""
        return self._token if is_mapped(cls) else None

    def _token(self, value: Any) -> str | None:
        try:
            state = _attribute_of(value, "_sa_instance_state")
        except AttributeError:
            return None
        return self.of(state, value).token

    def take_collected(self) -> list[str]:
        """Return the tokens of the shown objects that were collected since the last call."""
        collected, self._collected = self._collected, []
        gone: list[str] = []
        for watch in collected:
            known = self._of_state.get(watch.state_id)
            if known is not None and known.watch is watch:
                del self._of_state[watch.state_id]
                if known.place is not None:
                    gone.append(known.token)
        return gone

    @property
    def any_collected(self) -> bool:
        """Whether `take_collected` has anything to return."""
        return bool(self._collected)

    def _gone(self, watch: Any) -> None:
        # Called by the collector, in the middle of anything: note it, and nothing else.
        self._collected.append(watch)


def is_mapped(cls: type) -> bool:
    """Return whether SQLAlchemy has mapped the class itself."""
    manager = _own_dict(cls).get("_sa_class_manager")
    return manager is not None and bool(manager.is_mapped)

"""The mapped objects met so far: their tokens, and what was last shown of each."""

from __future__ import annotations

import weakref
from collections.abc import Callable
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

    __slots__ = ("instance_id", "state_id", "token")

    token: str
    state_id: int
    instance_id: int


class Known:
    """One object. `state` is what events told last; `place` and `attributes` what was shown."""

    __slots__ = (
        "attributes",
        "flags",
        "identity_key",
        "mapped",
        "place",
        "raw_key",
        "raws",
        "session_id",
        "state",
        "token",
        "wases",
        "watch",
    )

    def __init__(self, token: str, mapped: MappedClass, watch: _Watch) -> None:
        self.token = token
        self.mapped = mapped
        self.watch = watch
        self.state: ObjectStateName | None = None
        self.place: Place | None = None
        self.attributes: tuple[Attribute, ...] = ()
        #: The values that `attributes` describe, where they are of a kind that can't change.
        self.raws: list[Any] = []
        #: Of a modified one, the committed value as well, by the attribute's place.
        self.wases: dict[int, Any] = {}
        self.raw_key: Any = None
        self.session_id: int | None = None
        self.flags: tuple[bool, bool, int] = (False, False, 0)
        self.identity_key: IdentityKey | None = None


class KnownObjects:
    """Finds the `Known` of an instance's state, and hears when instances are collected."""

    def __init__(self) -> None:
        self._classes = MappedClasses()
        #: By the id of an instance's state, which another may have once the instance is gone.
        self.of_state: dict[int, Known] = {}
        #: By the id of an instance: the reference that knows its token.
        self._of_instance: dict[int, _Watch] = {}
        self._counts: dict[str, int] = {}
        self._collected: list[_Watch] = []

    def of(self, state: Any, instance: Any) -> Known:
        """Return what is known of the instance, met now or before."""
        known = self.of_state.get(id(state))
        if known is not None and known.watch() is instance:
            return known
        mapped = self._classes.of(state)
        count = self._counts.get(mapped.name, 0) + 1
        self._counts[mapped.name] = count
        watch = _Watch(instance, self._gone)
        watch.token = f"{mapped.name}#{count}"
        watch.state_id = id(state)
        watch.instance_id = id(instance)
        known = self.of_state[id(state)] = Known(watch.token, mapped, watch)
        self._of_instance[watch.instance_id] = watch
        return known

    def watch_of(self, instance: Any) -> Callable[[], Any] | None:
        """Return the weak reference to an instance that was met before, else None."""
        watch = self._of_instance.get(id(instance))
        return watch if watch is not None and watch() is instance else None

    def kind(self, cls: type) -> TextOf | None:
        """Say how values of the class are described: instances by their tokens."""
        return self._token if is_mapped(cls) else None

    def _token(self, value: Any) -> str | None:
        watch = self._of_instance.get(id(value))
        if watch is not None and watch() is value:
            return watch.token
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
            known = self.of_state.get(watch.state_id)
            if self._of_instance.get(watch.instance_id) is watch:
                del self._of_instance[watch.instance_id]
            if known is not None and known.watch is watch:
                del self.of_state[watch.state_id]
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

"""The probe for mapped objects: which state when, and what became of each attribute."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Container, Iterable
from itertools import repeat
from types import FrameType
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.probes.known_objects import Known, KnownObjects, Place
from ormlab_tui.engine.probes.object_facts import (
    MISSING,
    attributes_of,
    identity_key,
)
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.probes.session_registry import sessions_by_number
from ormlab_tui.engine.quietly import note_fault, quietly
from ormlab_tui.recording.changes import (
    AttributesChanged,
    Change,
    ObjectGone,
    ObjectMoved,
    ObjectSeen,
)
from ormlab_tui.recording.events import Event, Expire, Load, Refresh, Set, State
from ormlab_tui.recording.values import Attribute, ObjectStateName, ObjectValue

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry
    from ormlab_tui.engine.recorder import OpenStep, Recorder

_getframe = sys._getframe
_dict_of = _attribute_of = object.__getattribute__
_is = operator.is_
_ALWAYS_MISSING = repeat(MISSING)

#: The lifecycle events of a session, and the state each leads to.
LIFECYCLE: dict[str, ObjectStateName] = {
    "transient_to_pending": "pending",
    "pending_to_transient": "transient",
    "persistent_to_transient": "transient",
    "pending_to_persistent": "persistent",
    "detached_to_persistent": "persistent",
    "loaded_as_persistent": "persistent",
    "persistent_to_deleted": "deleted",
    "deleted_to_persistent": "persistent",
    "deleted_to_detached": "detached",
    "persistent_to_detached": "detached",
}


class ObjectProbe(Probe):
    """Notes `state`, `expire`, `load`, `refresh` and `set` events, and objects' changes.

    What an event names is looked at when the step ends, and so is what the step's statement
    has in hand, because some changes have no event.
    """

    def __init__(self, recorder: Recorder, *, flushing: Container[int]) -> None:
        """`flushing` holds the numbers of the sessions that are in the middle of a flush."""
        self._recorder = recorder
        self._note = recorder.note
        self._flushing = flushing
        self._objects = KnownObjects()
        self._known = self._objects.of_state
        #: States to look at when the step ends. A state does not keep its object alive.
        self._touched: dict[int, Any] = {}
        #: States that the step's statement names: most of them are as they were.
        self._in_hand: dict[int, Any] = {}
        self._sessions: dict[int, Any] = {}
        #: Which attributes the step's events say were filled or set, by token; None: not read.
        self._told: dict[str, set[str]] | None = None
        self._no_values: frozenset[int] = frozenset()
        recorder.describer.add_kind(self._objects.kind)

    def orm_imported(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.orm import Mapper, Session
        from sqlalchemy.orm.base import NEVER_SET, NO_VALUE, PASSIVE_NO_RESULT

        self._sessions = sessions_by_number()
        self._no_values = frozenset(map(id, (NEVER_SET, NO_VALUE, PASSIVE_NO_RESULT)))
        event.listen(Mapper, "init", self._constructed, raw=True)
        event.listen(Mapper, "load", self._loaded, raw=True)
        event.listen(Mapper, "refresh", self._refreshed, raw=True)
        event.listen(Mapper, "refresh_flush", self._refreshed, raw=True)
        event.listen(Mapper, "expire", self._expired, raw=True)
        for name, to_state in LIFECYCLE.items():
            event.listen(Session, name, self._lifecycle(to_state), raw=True)
        event.listen(object, "attribute_instrument", quietly(self._instrumented), propagate=True)

    # What other probes tell.

    def in_hand(self, instance: Any) -> str | None:
        """Look at an instance of a mapped class when the step ends; return its token.

        Return None for one that has no state, because it was made past SQLAlchemy.
        """
        try:
            state = _attribute_of(instance, "_sa_instance_state")
        except AttributeError:
            return None
        number = id(state)
        self._in_hand[number] = state
        known = self._known.get(number)
        if known is None or known.watch() is not instance:
            known = self._objects.of(state, instance)
        return known.token

    def watch_of(self, value: Any) -> Callable[[], Any] | None:
        """Return the weak reference to a mapped instance that was met before, else None."""
        return self._objects.watch_of(value)

    def touch(self, state: Any) -> None:
        """Look at the state's instance when the step ends."""
        self._touched[id(state)] = state

    def touch_modified(self, session: Any) -> None:
        """Look at all that a flush of the session is about to send."""
        touched = self._touched
        for states in (session.identity_map._modified, session._new, session._deleted):
            for state in states:
                touched[id(state)] = state

    # What SQLAlchemy tells. These run for every object, so what is usual comes first in each.

    def _constructed(self, state: Any, args: Any, kwargs: Any) -> None:
        try:
            known = self._touch(state)
            if known is not None and known.state != "transient":
                self._move(known, "transient")
        except BaseException as error:
            note_fault(error)

    def _lifecycle(self, to_state: ObjectStateName) -> Callable[[Any, Any], None]:
        touch, move = self._touch, self._move

        def listener(session: Any, state: Any) -> None:
            try:
                known = touch(state)
                if known is not None and known.state != to_state:
                    move(known, to_state)
            except BaseException as error:
                note_fault(error)

        return listener

    def _move(self, known: Known, to_state: ObjectStateName) -> None:
        before, known.state = known.state, to_state
        self._note(State(known.token, before, to_state))

    def _loaded(self, state: Any, context: Any) -> None:
        try:
            known = self._touch(state)
            if known is None:
                return
            note = self._note
            if known.state is None:
                known.state = "persistent"
                note(State(known.token, None, "persistent"))
            note(Load(known.token, _filled(known, state, None)))
        except BaseException as error:
            note_fault(error)

    def _refreshed(self, state: Any, context: Any, names: Iterable[str] | None) -> None:
        try:
            known = self._touch(state)
            if known is not None:
                filled = _filled(known, state, names)
                if filled:
                    self._note(Refresh(known.token, filled))
        except BaseException as error:
            note_fault(error)

    def _expired(self, state: Any, names: Iterable[str] | None) -> None:
        try:
            known = self._touch(state)
            if known is None:
                return
            keys = known.mapped.keys
            if names is not None:
                wanted = set(names)
                keys = [key for key in keys if key in wanted]
            if keys:
                self._note(Expire(known.token, keys))
        except BaseException as error:
            note_fault(error)

    def _touch(self, state: Any) -> Known | None:
        instance = state.obj()
        if instance is None:
            return None
        number = id(state)
        self._touched[number] = state
        known = self._known.get(number)
        if known is not None and known.watch() is instance:
            return known
        return self._objects.of(state, instance)

    def _instrumented(self, cls: type, key: str, attribute: Any) -> None:
        from sqlalchemy import event

        name, write = key, self._write

        # The key that SQLAlchemy gives is that of a collection's item.
        def on_set(state: Any, value: Any, before: Any, initiator: Any, key: Any = None) -> Any:
            try:
                write(state, name)
            except BaseException as error:
                note_fault(error)
            return value

        def on_item(state: Any, value: Any, initiator: Any, key: Any = None) -> Any:
            try:
                write(state, name)
            except BaseException as error:
                note_fault(error)
            return value

        # With `retval` SQLAlchemy calls the listener without a wrapper in between.
        event.listen(attribute, "set", on_set, raw=True, retval=True, include_key=True)
        for change in ("append", "remove"):
            event.listen(attribute, change, on_item, raw=True, retval=True, include_key=True)
        event.listen(attribute, "modified", quietly(self._modified), raw=True)

    def _modified(self, state: Any, initiator: Any) -> None:
        self._write(state, initiator.key)

    def _write(self, state: Any, key: str) -> None:
        if state.session_id in self._flushing and not _is_assignment(_getframe(2)):
            return
        known = self._touch(state)
        if known is None:
            return
        token = known.token
        last = self._recorder.last_event()
        if type(last) is Set and last.object is token:
            if key not in last.attributes:
                last.attributes.append(key)
        else:
            self._note(Set(token, [key]))

    # What the step changed.

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        touched = self._touched
        if self._in_hand:
            for number, state in self._in_hand.items():
                if number not in touched and not self._is_as_shown(state):
                    touched[number] = state
            self._in_hand.clear()
        # Describing an object's attributes can meet objects not known before.
        while touched:
            states = list(touched.values())
            touched.clear()
            self._told = None
            for state in states:
                self._look(state, step.events, changes)
        if self._objects.any_collected:
            changes.extend(map(ObjectGone, self._objects.take_collected()))

    def _is_as_shown(self, state: Any) -> bool:
        """Return whether the instance is certainly what was last shown of it."""
        instance = state.obj()
        known = self._known.get(id(state))
        if instance is None or known is None or known.watch() is not instance:
            return False
        number = state.session_id
        if (
            state.key is not known.raw_key
            or number != known.session_id
            or (number is not None and number not in self._sessions)
            or known.place is None
            or known.flags != (state.modified, state._deleted, len(state.expired_attributes))
        ):
            return False
        found = map(_dict_of(instance, "__dict__").get, known.mapped.keys, _ALWAYS_MISSING)
        return all(map(_is, found, known.raws))

    def _look(self, state: Any, events: list[Event], changes: list[Change]) -> None:
        instance = state.obj()
        if instance is None:
            return
        known = self._known.get(id(state))
        if known is None or known.watch() is not instance:
            known = self._objects.of(state, instance)
        key, session_id = state.key, state.session_id
        if session_id is None or session_id not in self._sessions:
            name: ObjectStateName = "transient" if key is None else "detached"
            number = None
        else:
            name = "pending" if key is None else "deleted" if state._deleted else "persistent"
            number = session_id
        if name != known.state:
            # There is no event for it: make_transient() of a detached object is one.
            events.append(State(known.token, known.state, name))
            known.state = name
        mapped = known.mapped
        mapped.refresh()
        describer = self._recorder.describer
        attributes = attributes_of(
            state, _dict_of(instance, "__dict__"), known, describer, self._no_values
        )
        if key is not known.raw_key:
            known.raw_key = key
            known.identity_key = identity_key(state, describer)
        marked = name == "persistent" and self._is_marked_deleted(state, number)
        modified = state.modified
        place: Place = (name, number, known.identity_key, modified, marked)
        if known.place is None:
            values = dict(zip(mapped.keys, attributes, strict=True))
            changes.append(ObjectSeen(ObjectValue(known.token, mapped.name, *place, values)))
        else:
            if place != known.place:
                changes.append(ObjectMoved(known.token, *place))
            if attributes != known.attributes:
                changes.append(self._altered(known, attributes, events))
        known.place = place
        known.attributes = attributes
        known.session_id = session_id
        known.flags = (modified, state._deleted, len(state.expired_attributes))

    def _is_marked_deleted(self, state: Any, number: int | None) -> bool:
        reference = self._sessions.get(number)  # type: ignore[arg-type]
        session = reference() if reference is not None else None
        return session is not None and bool(session._deleted) and state in session._deleted

    def _altered(
        self, known: Known, attributes: tuple[Attribute, ...], events: list[Event]
    ) -> AttributesChanged:
        keys = known.mapped.keys
        before = known.attributes
        if len(before) != len(attributes):
            return AttributesChanged(known.token, dict(zip(keys, attributes, strict=True)))
        altered: dict[str, Attribute] = {}
        filled: list[str] = []
        for key, new, old in zip(keys, attributes, before, strict=True):
            if new is not old and new != old:
                altered[key] = new
                if new.status == "loaded" and old.status in ("unloaded", "expired"):
                    filled.append(key)
        if filled:
            if self._told is None:
                self._told = _told(events)
            told = self._told.get(known.token, ())
            untold = [key for key in filled if key not in told]
            if untold:
                # A lazy load fills the attribute without an event.
                events.append(Load(known.token, untold))
        return AttributesChanged(known.token, altered)


def _filled(known: Known, state: Any, names: Iterable[str] | None) -> list[str]:
    # SQLAlchemy names what it may have loaded; the dictionary says what it did load.
    values = state.dict
    wanted = None if names is None else set(names)
    return [key for key in known.mapped.keys if key in values and (wanted is None or key in wanted)]


def _told(events: list[Event]) -> dict[str, set[str]]:
    """Return the attributes that events say were filled or set, by their object's token."""
    told: dict[str, set[str]] = {}
    for event in events:
        if isinstance(event, (Load, Refresh, Set)):
            told.setdefault(event.object, set()).update(event.attributes)
    return told


def _is_assignment(frame: FrameType | None) -> bool:
    """Return whether a write comes from an assignment, not from SQLAlchemy's own flush."""
    for _ in range(5):
        if frame is None:
            return False
        if frame.f_code.co_name in ("__set__", "__delete__", "append", "remove"):
            return True
        frame = frame.f_back
    return False

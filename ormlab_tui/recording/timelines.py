"""Every entity's values over the run, and from them the world at any step.

The structure is one timeline per entity (object, session, frame, table): the steps at which it
changed, and its value after each. A value at a step is a binary search; what changed in a step
is a list lookup; so a jump costs what differs between the two steps, at most one search per
entity, and nothing is replayed. Memory is one value per change, whose unchanged parts (rows,
attributes, texts) are shared with the value before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from ormlab_tui.recording.changes import Change, Key, Kind, Value, key_kind


class Timeline:
    """One entity's values: `steps[i]` is when it took `values[i]`; None: not there."""

    __slots__ = ("steps", "values")

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.values: list[Value | None] = []

    def at(self, step: int) -> Value | None:
        """Return the value after `step`."""
        place = bisect_right(self.steps, step)
        return self.values[place - 1] if place else None

    def put(self, step: int, value: Value | None) -> None:
        """Note the value after `step`, which is not earlier than any noted before."""
        if self.steps and self.steps[-1] == step:
            self.values[-1] = value
        else:
            self.steps.append(step)
            self.values.append(value)


class Timelines:
    """The timelines of all entities of a recording, and which entities each step changed."""

    def __init__(self) -> None:
        self._of_key: dict[Key, Timeline] = {}
        self._changed: list[tuple[Key, ...]] = []

    def append(self, step: int, changes: Iterable[Change]) -> None:
        """Apply the changes of `step`, the one after the last appended."""
        keys: dict[Key, None] = {}
        for change in changes:
            key = change.key()
            timeline = self._of_key.get(key)
            if timeline is None:
                timeline = self._of_key[key] = Timeline()
            old = timeline.values[-1] if timeline.values else None
            timeline.put(step, change.apply(old))
            keys[key] = None
        self._changed.append(tuple(keys))

    def at(self, key: Key, step: int) -> Value | None:
        """Return the entity's value after `step`, or None where there is none."""
        timeline = self._of_key.get(key)
        return timeline.at(step) if timeline is not None else None

    def alive(self, step: int, kind: Kind) -> Iterator[tuple[Key, Value]]:
        """Yield the entities of a kind that are there after `step`, oldest first."""
        for key, timeline in self._of_key.items():
            if key_kind(key) == kind:
                value = timeline.at(step)
                if value is not None:
                    yield key, value

    def changed(self, step: int) -> tuple[Key, ...]:
        """Return the keys of the entities that `step` changed."""
        return self._changed[step] if 0 <= step < len(self._changed) else ()

    def changed_between(self, one: int, other: int) -> set[Key]:
        """Return the keys whose values after the two steps can differ."""
        low, high = min(one, other), max(one, other)
        keys: set[Key] = set()
        limit = len(self._of_key)
        for step in range(low + 1, high + 1):
            keys.update(self.changed(step))
            if len(keys) == limit:
                break
        return keys

    def changes_of(self, key: Key) -> list[int]:
        """Return the steps at which the entity changed, in order."""
        timeline = self._of_key.get(key)
        return timeline.steps if timeline is not None else []

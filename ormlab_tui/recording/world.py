"""The world: everything there is after one step, and a world that moves with a cursor."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ormlab_tui.recording.changes import KINDS, Key, Kind, Value, key_kind
from ormlab_tui.recording.recording import BEFORE, Recording
from ormlab_tui.recording.values import FrameValue, ObjectValue, SessionValue, TableValue


class World(msgspec.Struct, frozen=True):
    """What there is after `step`. `frames` are those of the step's thread, outermost first."""

    step: int
    objects: list[ObjectValue]
    sessions: list[SessionValue]
    frames: list[FrameValue]
    tables: list[TableValue]


def world_at(recording: Recording, step: int) -> World:
    """Return the world after `step`; -1 is the world before the run.

    Raises IndexError for a step that the recording does not have.
    """
    if not BEFORE <= step <= recording.last:
        raise IndexError(step)
    steps = recording.steps
    thread = steps[step].thread if step >= 0 else None
    found: dict[Kind, list[Value]] = {
        kind: [value for _, value in recording.alive(step, kind)] for kind in KINDS
    }
    return World(
        step,
        [value for value in found["object"] if isinstance(value, ObjectValue)],
        [value for value in found["session"] if isinstance(value, SessionValue)],
        _frames_of(found["frame"], thread),
        [value for value in found["table"] if isinstance(value, TableValue)],
    )


def _frames_of(values: Iterable[Value], thread: str | None) -> list[FrameValue]:
    """Return one thread's frames, outermost first."""
    found = [v for v in values if isinstance(v, FrameValue) and v.thread == thread]
    return sorted(found, key=lambda frame: frame.depth)


class MovingWorld:
    """The world at a step that moves: a move costs what differs between the two steps."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.step = BEFORE
        self._values: dict[Kind, dict[Key, Value]] = {kind: {} for kind in KINDS}

    def move(self, step: int) -> set[Key]:
        """Go to `step` and return the keys of the entities that now differ."""
        differing: set[Key] = set()
        for key in self.recording.timelines.changed_between(self.step, step):
            values = self._values[key_kind(key)]
            value = self.recording.value(key, step)
            if value is values.get(key):
                continue
            differing.add(key)
            if value is None:
                del values[key]
            else:
                values[key] = value
        self.step = step
        return differing

    def of_kind(self, kind: Kind) -> Iterable[Value]:
        """Return the entities of a kind, in no particular order."""
        return self._values[kind].values()

    def get(self, key: Key) -> Value | None:
        """Return the entity's value at this step."""
        return self._values[key_kind(key)].get(key)

    def frames(self) -> list[FrameValue]:
        """Return the frames of the current step's thread, outermost first."""
        steps = self.recording.steps
        thread = steps[self.step].thread if 0 <= self.step < len(steps) else None
        return _frames_of(self._values["frame"].values(), thread)

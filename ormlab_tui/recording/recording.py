"""A recording in memory: its steps in order, its world at any step, and how to search it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from ormlab_tui.recording.changes import Key, Kind, Value
from ormlab_tui.recording.events import Event, EventType, Raised, Sql, event_type
from ormlab_tui.recording.messages import (
    FORMAT,
    VERSION,
    Caught,
    Database,
    DatabaseSeen,
    End,
    Header,
    Libraries,
    Message,
    Outcome,
    Script,
    SourceFile,
    Step,
)
from ormlab_tui.recording.timelines import Timelines

#: The step before the first: nothing has run.
BEFORE = -1


class RecordingError(Exception):
    """A recording that can't be used; the text is one sentence for a person."""


class Recording:
    """One run of one script. It grows by `add` while the script runs and never changes else."""

    def __init__(self, header: Header) -> None:
        """Raises RecordingError for a recording of another format or version."""
        if header.format != FORMAT:
            raise RecordingError(f"not an ormlab recording: its format is {header.format!r}")
        if header.version != VERSION:
            raise RecordingError(
                f"this recording has version {header.version} and this ormlab reads version "
                f"{VERSION}: open it with the ormlab that made it, or record the script again"
            )
        self.header = header
        self.sources: dict[str, str] = {header.script.name: header.script.source}
        self.sqlalchemy: str | None = None
        self.databases: list[Database] = []
        self.steps: list[Step] = []
        self.end: End | None = None
        self.timelines = Timelines()
        self._steps_with: dict[EventType, list[int]] = {}

    @property
    def script(self) -> Script:
        """The recorded script."""
        return self.header.script

    @property
    def outcome(self) -> Outcome | None:
        """How the run ended; None while it runs, or where the recording was cut off."""
        return self.end.outcome if self.end is not None else None

    @property
    def last(self) -> int:
        """The index of the last step so far; -1 where there is none."""
        return len(self.steps) - 1

    def add(self, message: Message) -> None:
        """Take in the next message. Raises RecordingError for one that does not fit here."""
        if isinstance(message, Step):
            self._add_step(message)
        elif isinstance(message, Caught):
            self._mark_caught(message)
        elif isinstance(message, SourceFile):
            self.sources[message.name] = message.source
        elif isinstance(message, Libraries):
            self.sqlalchemy = message.sqlalchemy
        elif isinstance(message, DatabaseSeen):
            self.databases.append(message.database)
        elif isinstance(message, End):
            self.end = message
        else:
            raise RecordingError("this recording is damaged: it has a second header")

    def _add_step(self, step: Step) -> None:
        if step.index != len(self.steps) or not 1 <= step.lines[0] <= step.lines[1]:
            raise RecordingError(
                f"this recording is damaged: step {len(self.steps)} is missing or out of order"
            )
        for event in step.events:
            steps = self._steps_with.setdefault(event_type(event), [])
            if not steps or steps[-1] != step.index:
                steps.append(step.index)
        self.timelines.append(step.index, step.changes)
        # The timelines hold the changes now; the step keeps only what was seen in it.
        self.steps.append(msgspec.structs.replace(step, changes=[]))

    def _mark_caught(self, caught: Caught) -> None:
        if not 0 <= caught.step < len(self.steps):
            raise RecordingError("this recording is damaged: an exception of no step was caught")
        events = list(self.steps[caught.step].events)
        if not 0 <= caught.event < len(events) or not isinstance(events[caught.event], Raised):
            raise RecordingError("this recording is damaged: what was caught is no exception")
        events[caught.event] = msgspec.structs.replace(events[caught.event], caught=True)
        self.steps[caught.step] = msgspec.structs.replace(self.steps[caught.step], events=events)

    def changed(self, step: int) -> tuple[Key, ...]:
        """Return the keys of the entities that `step` changed."""
        return self.timelines.changed(step)

    def value(self, key: Key, step: int) -> Value | None:
        """Return an entity's value after `step`."""
        return self.timelines.at(key, step)

    def alive(self, step: int, kind: Kind) -> Iterator[tuple[Key, Value]]:
        """Yield the entities of a kind that are there after `step`."""
        return self.timelines.alive(step, kind)

    def steps_with(self, kind: EventType) -> list[int]:
        """Return the steps that have an event of the type, in order."""
        return self._steps_with.get(kind, [])

    def next_with(self, kinds: Iterable[EventType], step: int) -> int | None:
        """Return the first step after `step` with an event of one of the types."""
        found = []
        for kind in kinds:
            steps = self.steps_with(kind)
            place = bisect_right(steps, step)
            if place < len(steps):
                found.append(steps[place])
        return min(found, default=None)

    def previous_with(self, kinds: Iterable[EventType], step: int) -> int | None:
        """Return the last step before `step` with an event of one of the types."""
        found = []
        for kind in kinds:
            steps = self.steps_with(kind)
            place = bisect_left(steps, step)
            if place:
                found.append(steps[place - 1])
        return max(found, default=None)

    def last_change(self, key: Key, step: int) -> int | None:
        """Return the last step, `step` included, at which the entity changed."""
        steps = self.timelines.changes_of(key)
        place = bisect_right(steps, step)
        return steps[place - 1] if place else None

    def search_sql(self, text: str) -> list[tuple[int, int]]:
        """Return (step, event index) of each SQL statement that contains `text`, any case."""
        needle = text.casefold()
        return [
            (index, place)
            for index in self.steps_with("sql")
            for place, event in enumerate(self.steps[index].events)
            if isinstance(event, Sql) and needle in event.statement.casefold()
        ]

    def events(self) -> Iterator[tuple[int, Event]]:
        """Yield every event with the index of its step, in the order of the run."""
        for step in self.steps:
            for event in step.events:
                yield step.index, event

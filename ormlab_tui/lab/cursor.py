"""The cursor: where in a recording the lab stands, and where each kind of key leads from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ormlab_tui.lab.moment import Moment, moment_at
from ormlab_tui.lab.navigation import (
    Direction,
    next_of,
    next_on_line,
    next_out,
    next_over,
)
from ormlab_tui.lab.search import Found, find
from ormlab_tui.recording import BEFORE, MovingWorld, Recording
from ormlab_tui.recording.events import EventType

Goal = Literal["sql", "state", "transaction", "exception"]

#: The event types that each goal stands for.
GOALS: Final[Mapping[Goal, tuple[EventType, ...]]] = {
    "sql": ("sql",),
    "state": ("state",),
    "transaction": ("commit", "rollback", "rollback-to-savepoint"),
    "exception": ("exception",),
}
_REMEMBERED = 200


class Cursor:
    """A place in one recording. It moves by `move`; the other methods only say where to.

    They return None where there is nowhere to go.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.found: Found | None = None
        self._world = MovingWorld(recording)
        self._jumps: list[int] = []

    @property
    def step(self) -> int:
        """The step just run; -1 before the first."""
        return self._world.step

    def move(self, step: int, *, jump: bool = False) -> Moment:
        """Go to a step of the recording and return the moment there.

        Where the move is a `jump`, `returned` leads back to where it came from.
        """
        if jump and step != self.step:
            self._jumps.append(self.step)
            del self._jumps[:-_REMEMBERED]
        return moment_at(self._world, step)

    def by(self, steps: int) -> int | None:
        """Return the step so many further on (or back), if there is one."""
        there = self.step + steps
        return there if BEFORE <= there <= self.recording.last else None

    def over(self, direction: Direction) -> int | None:
        """Return the next step past the calls that this one makes; at the end, the last."""
        return next_over(self.recording, self.step, direction)

    def out(self, direction: Direction) -> int | None:
        """Return the step at which the caller goes on, or the one that made the call."""
        return next_out(self.recording, self.step, direction)

    def goal(self, goal: Goal, direction: Direction) -> int | None:
        """Return the nearest step with such an event."""
        kinds = GOALS[goal]
        if direction > 0:
            return self.recording.next_with(kinds, self.step)
        return self.recording.previous_with(kinds, self.step)

    def line(self, file: str, line: int) -> int | None:
        """Return the next step that runs the line, starting over from the first at the end."""
        return next_on_line(self.recording, self.step, file, line)

    def returned(self) -> int | None:
        """Return where the last jump came from, and forget that jump."""
        return self._jumps.pop() if self._jumps else None

    def search(self, text: str) -> Found:
        """Look for the text in code and SQL; `next_found` then leads through its places."""
        self.found = find(self.recording, text)
        return self.found

    def next_found(self, direction: Direction) -> int | None:
        """Return the nearest step where the text stands, starting over at the end."""
        if self.found is None or not self.found.steps:
            return None
        steps = self.found.steps
        there = next_of(steps, self.step, direction)
        return there if there is not None else steps[0 if direction > 0 else -1]

"""What is marked on the whole run: each kind of mark, the events behind it, and its steps."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from ormlab_tui.lab import signs
from ormlab_tui.lab.signs import Sign
from ormlab_tui.recording import Recording
from ormlab_tui.recording.events import EventType, event_type


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of mark: its sign, its name for one and for several, and what it stands for."""

    sign: Sign
    one: str
    several: str
    kinds: tuple[EventType, ...]

    def first(self, recording: Recording, steps: range) -> int | None:
        """Return the first of these steps that has the mark."""
        found = None
        end = steps.stop
        for kind in self.kinds:
            marked = recording.steps_with(kind)
            place = bisect_left(marked, steps.start)
            if place < len(marked) and marked[place] < end:
                end = found = marked[place]
        return found


EXCEPTION: Final = Mark(signs.EXCEPTION, "exception", "exceptions", ("exception",))
ROLLBACK: Final = Mark(
    signs.ROLLBACK, "rollback", "rollbacks", ("rollback", "rollback-to-savepoint")
)
COMMIT: Final = Mark(signs.COMMIT, "commit", "commits", ("commit",))
SQL: Final = Mark(signs.SQL, "statement", "statements", ("sql",))
SAVEPOINT: Final = Mark(signs.SAVEPOINT, "savepoint", "savepoints", ("savepoint",))
STATE: Final = Mark(
    Sign(signs.MOVED.sign, signs.QUIET), "change of state", "changes of state", ("state",)
)

#: Where several fall together, the earlier one is shown.
MARKS: Final = (EXCEPTION, ROLLBACK, COMMIT, SQL, SAVEPOINT, STATE)


class MarkCounts:
    """How many events of the run each mark stands for; it grows with the recording."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._read: dict[EventType, int] = {}
        self._counts: dict[EventType, int] = {}

    def grow(self) -> None:
        """Count what was recorded since the last time."""
        for mark in MARKS:
            for kind in mark.kinds:
                marked = self._recording.steps_with(kind)
                read = self._read.get(kind, 0)
                self._counts[kind] = self._counts.get(kind, 0) + sum(
                    event_type(event) == kind
                    for place in range(read, len(marked))
                    for event in self._recording.steps[marked[place]].events
                )
                self._read[kind] = len(marked)

    def of(self, mark: Mark) -> int:
        """Return the number of the mark's events so far."""
        return sum(self._counts.get(kind, 0) for kind in mark.kinds)

"""What is marked on the whole run: each kind of mark, the events behind it, and its steps."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from ormlab_tui.lab import signs
from ormlab_tui.lab.signs import Sign
from ormlab_tui.recording import Recording
from ormlab_tui.recording.events import EventType


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of mark: its sign, its name for one and for several, and what it stands for."""

    sign: Sign
    one: str
    several: str
    kinds: tuple[EventType, ...]

    def first(self, recording: Recording, start: int, end: int) -> int | None:
        """Return the first step from `start` on and before `end` that has the mark."""
        found = None
        for kind in self.kinds:
            steps = recording.steps_with(kind)
            place = bisect_left(steps, start)
            if place < len(steps) and steps[place] < end:
                end = found = steps[place]
        return found

    def count(self, recording: Recording, start: int, end: int) -> int:
        """Return how many steps from `start` on and before `end` have the mark.

        A step counts once for each kind of event that it has.
        """
        ordered = map(recording.steps_with, self.kinds)
        return sum(bisect_left(steps, end) - bisect_left(steps, start) for steps in ordered)


EXCEPTION: Final = Mark(signs.EXCEPTION, "exception", "exceptions", ("exception",))
ROLLBACK: Final = Mark(
    signs.ROLLBACK, "rollback", "rollbacks", ("rollback", "rollback-to-savepoint")
)
COMMIT: Final = Mark(signs.COMMIT, "commit", "commits", ("commit",))
SQL: Final = Mark(signs.SQL, "SQL", "SQL", ("sql",))
SAVEPOINT: Final = Mark(
    signs.SAVEPOINT, "savepoint", "savepoints", ("savepoint", "release-savepoint")
)
STATE: Final = Mark(signs.MOVED, "state change", "state changes", ("state",))

#: Where several fall together, the earlier one is shown.
MARKS: Final = (EXCEPTION, ROLLBACK, COMMIT, SQL, SAVEPOINT, STATE)

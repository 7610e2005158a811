"""An index of what a run brought, in its order, that grows with the recording.

What was there at a step is a prefix of it, found by a binary search: moving costs nothing in
proportion to what is there, and each step of the recording is read once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from ormlab_tui.recording import Recording, Step

Entry = TypeVar("Entry")


class RunIndex(Generic[Entry]):
    """Entries of `lines` lines each, in the order of the run, each with its step.

    `read` returns the entries of one step, each with its number of lines; it is called once
    for each step, in order.
    """

    def __init__(
        self, recording: Recording, read: Callable[[Step], Iterable[tuple[Entry, int]]]
    ) -> None:
        self.recording = recording
        self.entries: list[Entry] = []
        self.steps: list[int] = []
        self._starts: list[int] = []
        self._end = 0
        self._read = read
        self._next = 0

    def grow(self, step: int) -> None:
        """Read the recording up to `step`."""
        while self._next <= step:
            for entry, lines in self._read(self.recording.steps[self._next]):
                self.entries.append(entry)
                self.steps.append(self._next)
                self._starts.append(self._end)
                self._end += lines
            self._next += 1

    def until(self, step: int) -> int:
        """Return how many entries there are after `step`."""
        return bisect_right(self.steps, step)

    def of_step(self, step: int) -> range:
        """Return the entries that `step` brought."""
        return range(bisect_left(self.steps, step), bisect_right(self.steps, step))

    def start(self, entry: int) -> int:
        """Return the first line of an entry; for one past the last, the number of lines."""
        return self._starts[entry] if entry < len(self._starts) else self._end

    def entry_at(self, line: int) -> int:
        """Return the entry that a line belongs to."""
        return bisect_right(self._starts, line) - 1

"""An exercise's hints: taken one at a time, and each noted as it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class HintLadder:
    """The hints, and how many of them the learner has taken so far."""

    def __init__(self, hints: Sequence[str], note: Callable[[int], None]) -> None:
        """`note` hears of each that is taken, 1 the first."""
        self.hints = tuple(hints)
        self.taken = 0
        self._note = note

    @property
    def are_all_taken(self) -> bool:
        """Whether there is no further one."""
        return self.taken >= len(self.hints)

    def take(self) -> None:
        """Take the next one, if there is one."""
        if not self.are_all_taken:
            self.taken += 1
            self._note(self.taken)

    @property
    def words(self) -> str:
        """How many are taken, for a status line."""
        return f"{self.taken} of {len(self.hints)} hints" if self.hints else "no hints"

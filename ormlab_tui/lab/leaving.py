"""What a screen with unsaved work offers the app, which asks before it is left for good."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class AsksFirst(Protocol):
    """A screen that may have something to lose."""

    def asks_first(self) -> bool:
        """Ask what is to become of it, if there is something; return whether it asks.

        Whoever called then does nothing: the screen leaves the app itself, if that is the answer.
        """

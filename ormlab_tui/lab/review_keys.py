"""The keys of the review screen."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

REVIEW_KEYS: Final[list[BindingType]] = [
    Binding(
        "f6",
        "switch",
        "Diff/Review",
        tooltip="Go from the pull request to your review, or back",
        # The text's own F6 selects a line.
        priority=True,
        id="review.switch",
    ),
    Binding(
        "ctrl+s,f5",
        "mark",
        "Mark",
        tooltip="Mark what you wrote by the points of a good review",
        priority=True,
        id="review.mark",
    ),
    Binding(
        "ctrl+s,f5",
        "done",
        "Done",
        tooltip="Note what you ticked, and go on",
        priority=True,
        id="review.done",
    ),
    Binding("f4", "brief", "Brief", tooltip="Read the brief again", id="review.brief"),
    Binding("escape", "leave", "Leave", tooltip="Go back; what is written is kept"),
]

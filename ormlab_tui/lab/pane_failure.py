"""What a pane shows instead of what it could not show, so that the rest of the lab goes on."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from ormlab_tui.failure_log import error_name, failed_at, write_failure
from ormlab_tui.lab.inert_text import inert


class Guarded(Widget):
    """A pane, or what may be a part of one: what it raises is shown in the pane.

    Outside of a pane an exception is the lab's, as in any other widget.
    """

    def fail(self, error: Exception) -> bool:
        """Have the error shown, and return whether it is: whether there is a pane around this."""
        return any(node.fail(error) for node in self.ancestors if isinstance(node, Guarded))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines, blank ones where they can't be made."""
        try:
            return super().render_lines(crop)
        except Exception as error:
            if not self.fail(error):
                raise
            return [Strip.blank(crop.width, self.visual_style.rich_style)] * crop.height

    async def _dispatch_message(self, message: Message) -> None:
        # Textual's own way to hand a message over: what is raised there ends the whole app.
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.fail(error):
                raise


class PaneFailure(Static, can_focus=True):
    """One sentence in place of a pane's content: what is wrong, and what to do."""


class FailureNotes:
    """The failures of one pane: each reason is logged once, however many steps it spoils."""

    def __init__(self, slug: str, title: str) -> None:
        self._slug = slug
        self._title = title
        self._logs: dict[tuple[object, ...], Path | None] = {}

    def sentence(self, step: int | None, error: Exception) -> str:
        """Log the failure, and return the sentence about it."""
        reason = failed_at(error)
        if reason not in self._logs:
            self._logs[reason] = write_failure(error, f"the pane {self._slug}")
        log = self._logs[reason]
        where = "" if step is None else " before the first step" if step < 0 else f" at step {step}"
        known = (
            "No log of it could be written: ormlab doctor says why."
            if log is None
            else f"What is known of it, without your code and data: {log}"
        )
        return inert(
            f"✗ {self._title} can't be shown{where}: {error_name(error)}. Go on: it is tried "
            f"again at the next step. {known}"
        )

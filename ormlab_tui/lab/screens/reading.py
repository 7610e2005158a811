"""A page of Markdown to read: an exercise's brief."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown


class Reading(ModalScreen[None]):
    """A page over the screen. Links in it are not followed: the text may be a stranger's."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space,q,b", "close", "Close", tooltip="Close the page")
    ]

    def __init__(self, heading: str, markdown: str, foot: str = "Enter begins") -> None:
        super().__init__()
        self._heading = heading
        self._markdown = markdown
        self._foot = foot

    def compose(self) -> ComposeResult:
        """Return the page."""
        frame = Vertical(id="reading")
        frame.border_title = Content(self._heading)
        frame.border_subtitle = Content(self._foot)
        with frame, VerticalScroll(id="reading-page"):
            yield Markdown(self._markdown, open_links=False)

    def on_mount(self) -> None:
        """Let the page be scrolled by keys."""
        self.query_one("#reading-page").focus()

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss(None)

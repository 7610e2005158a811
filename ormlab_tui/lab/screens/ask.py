"""Asking for one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Ask(ModalScreen[str | None]):
    """A line to fill in at the screen's foot; returns the text, or None for no answer."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", tooltip="Close without an answer")
    ]

    def __init__(self, question: str, text: str = "", *, example: str = "") -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._example = example

    def compose(self) -> ComposeResult:
        """Return the question and the line."""
        with Horizontal(id="ask"):
            yield Static(Content(self._question), id="ask-question")
            yield Input(self._text, placeholder=self._example, id="ask-answer", compact=True)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Return the text; an empty one is no answer."""
        message.stop()
        self.dismiss(message.value.strip() or None)

    def action_cancel(self) -> None:
        """Return no answer."""
        self.dismiss(None)

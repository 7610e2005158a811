"""A question with a few answers, one of which is chosen before anything happens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ormlab_tui.lab.inert_text import inert, inert_lines


class Decide(ModalScreen[str | None]):
    """Returns the id of the answer chosen, or None if there was none: then nothing is done."""

    CSS_PATH = "decide.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", tooltip="Close, and do nothing")
    ]

    def __init__(self, heading: str, text: str, answers: Sequence[tuple[str, str]]) -> None:
        """`answers` are ids with what is shown; the first is highlighted, so let it be harmless."""
        super().__init__()
        self._heading = heading
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Return the question and its answers."""
        frame = Vertical(id="decide")
        frame.border_title = Content(inert(self._heading))
        frame.border_subtitle = Content("Esc does nothing")
        with frame:
            yield Static(
                Content("\n").join(Content(line) for line in inert_lines(self._text)),
                id="decide-text",
            )
            yield OptionList(
                *(Option(Content(inert(words)), id=name) for name, words in self._answers),
                id="decide-answers",
                compact=True,
            )

    def on_mount(self) -> None:
        """Stand on the first answer."""
        answers = self.query_one(OptionList)
        answers.highlighted = 0
        answers.focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Return the answer."""
        message.stop()
        self.dismiss(message.option_id)

    def action_cancel(self) -> None:
        """Return no answer."""
        self.dismiss(None)

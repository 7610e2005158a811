"""The hints taken so far, and the next one for the asking."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown

from ormlab_tui.lab.hints import HintLadder
from ormlab_tui.lab.screens.reading import Reading


class HintScreen(Reading):
    """A page with the last hint taken; where none is taken yet, it takes the first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,right,f6", "turn(1)", "Next hint", tooltip="Turn to the next hint, or take it"),
        Binding("p,left", "turn(-1)", "Hint before", tooltip="Read the hint before again"),
    ]

    def __init__(self, ladder: HintLadder) -> None:
        if not ladder.taken:
            ladder.take()
        self._ladder = ladder
        self._place = ladder.taken
        super().__init__("", self._text, "")

    @property
    def _text(self) -> str:
        return self._ladder.hints[self._place - 1]

    def on_mount(self) -> None:
        """Say which hint it is."""
        self._say()

    def _say(self) -> None:
        frame = self.query_one("#reading")
        if self._place < self._ladder.taken:
            onward = "n next  "
        else:
            onward = "" if self._ladder.are_all_taken else "n takes the next hint  "
        frame.border_title = Content(f"Hint {self._place} of {len(self._ladder.hints)}")
        frame.border_subtitle = Content(f"{onward}Esc closes")

    async def action_turn(self, by: int) -> None:
        """Go to another hint; past the last one that is taken, take it."""
        there = self._place + by
        if not 1 <= there <= len(self._ladder.hints):
            return
        if there > self._ladder.taken:
            self._ladder.take()
        self._place = there
        self._say()
        await self.query_one(Markdown).update(self._text)
        self.query_one("#reading-page", VerticalScroll).scroll_home(animate=False)

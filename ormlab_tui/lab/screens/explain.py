"""Explaining in one's own words, then holding them against the debrief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Markdown, Static, TextArea

from ormlab_tui.course.question import Question
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.widgets.rubric import RubricList
from ormlab_tui.lab.widgets.status_line import Status, StatusLine

_BESIDE_WIDTH = 120
#: Heard of each text: the question's id, the words, and the places of the rubric that are met.
Explained = Callable[[str, str, Sequence[int] | None], None]


class ExplainScreen(Screen[bool]):
    """One text after another; returns whether all were written and marked."""

    CSS_PATH = "explain.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s,f5",
            "go_on",
            "Go on",
            tooltip="Compare with the debrief, or go on to the next text",
            priority=True,
            id="explain.on",
        ),
        Binding("escape", "leave", "Leave", tooltip="Leave the exercise", id="explain.leave"),
    ]

    def __init__(
        self, title: str, questions: Sequence[Question], debrief: str, explained: Explained
    ) -> None:
        super().__init__()
        self._title = title
        self._questions = questions
        self._debrief = debrief
        self._explained = explained
        self._place = 0
        self._comparing = False

    def compose(self) -> ComposeResult:
        """Return the place to write in, the rubric, and the debrief."""
        yield StatusLine()
        with Container(id="explain"):
            with VerticalScroll(id="explain-own", can_focus=False):
                yield Static(id="explain-ask")
                yield TextArea(id="explain-text", show_line_numbers=False, compact=True)
                yield Static(
                    Content.styled(
                        "Tick what your words say. Space ticks, ctrl+s goes on.", "bold $foreground"
                    ),
                    id="explain-tick",
                )
                yield RubricList(id="explain-rubric")
            with VerticalScroll(id="explain-debrief"):
                yield Markdown(self._debrief, open_links=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first text, or with the debrief where none is asked."""
        self._show()

    def on_resize(self) -> None:
        """Put the debrief beside the words where there is room."""
        self.set_class(self.size.width >= _BESIDE_WIDTH, "-beside")

    def _show(self) -> None:
        total = len(self._questions)
        words = "debrief" if not total else f"in your own words, {self._place + 1} of {total}"
        self.query_one(StatusLine).status = Status(self._title, words)
        self.set_class(self._comparing or not total, "-comparing")
        self.set_class(not total, "-debrief-only")
        if not total:
            self.query_one("#explain-debrief").focus()
            return
        question = self._questions[self._place]
        ask, text = self.query_one("#explain-ask", Static), self.query_one(TextArea)
        ask.update(with_code(question.ask, "bold $foreground"))
        if self._comparing:
            text.read_only = True
            rubric = self.query_one(RubricList)
            rubric.show_points(question.rubric)
            rubric.focus()
        else:
            text.read_only = False
            text.load_text("")
            text.focus()

    def action_go_on(self) -> None:
        """Compare what was written, or go on once it is marked."""
        if not self._questions:
            self.dismiss(True)
            return
        question = self._questions[self._place]
        text = self.query_one(TextArea).text.strip()
        if not self._comparing:
            if not text:
                self.query_one(StatusLine).message = "Write a sentence first: it is for yourself."
                return
            self._explained(question.id, text, None)
            self._comparing = True
        else:
            self._explained(question.id, text, self.query_one(RubricList).ticked)
            self._comparing = False
            self._place += 1
            if self._place == len(self._questions):
                self.dismiss(True)
                return
        self._show()

    def action_leave(self) -> None:
        """Leave; what was written and compared is kept."""
        self.dismiss(False)

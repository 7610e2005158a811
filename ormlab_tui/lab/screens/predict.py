"""Saying what is expected, before anything runs: one question after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Static

from ormlab_tui.course.question import Given, Prediction, Question
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.widgets.answers import AnswerBox, ConfidenceBox
from ormlab_tui.lab.widgets.source_view import SourceView
from ormlab_tui.lab.widgets.status_line import Status, StatusLine

_BESIDE_WIDTH = 120


class PredictScreen(Screen[list[Prediction] | None]):
    """The code and the questions; returns a prediction for each, or None if left."""

    CSS_PATH = "predict.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "brief", "Brief", tooltip="Read the brief again", id="predict.brief"),
        Binding(
            "pageup",
            "turn(-1)",
            "Question before",
            tooltip="Go back to the question before",
            id="predict.back",
        ),
        Binding(
            "pagedown",
            "turn(1)",
            "Question after",
            tooltip="Go on to the next question, if this one is answered",
            show=False,
            id="predict.on",
        ),
        Binding("escape", "leave", "Leave", tooltip="Leave the exercise", id="predict.leave"),
    ]

    asking: reactive[str | None] = reactive(None, repaint=False)
    """The question whose answer is waited for."""

    def __init__(
        self,
        title: str,
        brief: str | None,
        source: str,
        questions: Sequence[Question],
        answered: Callable[[Prediction], None] = lambda _prediction: None,
        known: Mapping[str, Prediction] | None = None,
    ) -> None:
        """`answered` hears of each prediction; `known` are those made earlier, by question."""
        super().__init__()
        self._title = title
        self._brief = brief
        self._source = source
        self._questions = questions
        self._answered = answered
        self._predictions: dict[str, Prediction] = dict(known or {})
        self._place = 0
        self._given: Given | None = None

    def compose(self) -> ComposeResult:
        """Return the code and the place for the questions."""
        yield StatusLine()
        with Container(id="predict"):
            yield SourceView(self._source, id="predict-code")
            with VerticalScroll(id="predict-question", can_focus=False):
                yield Static(id="predict-ask")
                yield Container(id="predict-answer")
                yield Static(id="predict-sure")
                yield Container(id="predict-confidence")
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Begin with the first question that has no answer yet, after the brief."""
        open_ones = [
            place
            for place, question in enumerate(self._questions)
            if question.id not in self._predictions
        ]
        await self._show(open_ones[0] if open_ones else 0)
        if self._brief is not None and len(open_ones) == len(self._questions):
            self.action_brief()

    def on_resize(self) -> None:
        """Put the questions beside the code where there is room."""
        self.set_class(self.size.width >= _BESIDE_WIDTH, "-beside")

    async def _show(self, place: int) -> None:
        self._place = place
        question = self._questions[place]
        known = self._predictions.get(question.id)
        self._given = known.given if known else None
        self.query_one("#predict-ask", Static).update(with_code(question.ask, "bold $foreground"))
        self.query_one("#predict-sure", Static).update("")
        await self.query_one("#predict-confidence").remove_children()
        settled = question.settled.at if question.settled else None
        # The view's height follows the question's.
        self.call_after_refresh(self.query_one(SourceView).show_text, settled)
        answer = self.query_one("#predict-answer")
        await answer.remove_children()
        box = AnswerBox(question, self._given)
        await answer.mount(box)
        box.focus_answer()
        self.query_one(StatusLine).status = Status(
            self._title, f"question {place + 1} of {len(self._questions)}", "nothing has run"
        )
        self.asking = question.id

    async def on_answer_box_answered(self, message: AnswerBox.Answered) -> None:
        """Ask how sure the learner is."""
        message.stop()
        self._given = message.given
        known = self._predictions.get(self._questions[self._place].id)
        self.query_one("#predict-sure", Static).update(
            Content.styled("How sure are you?", "bold $foreground")
        )
        place = self.query_one("#predict-confidence")
        await place.remove_children()
        box = ConfidenceBox(known.confidence if known else None)
        await place.mount(box)
        box.focus()

    async def on_confidence_box_chosen(self, message: ConfidenceBox.Chosen) -> None:
        """Note the prediction and go on to the next question, or to the lab."""
        message.stop()
        assert self._given is not None
        prediction = Prediction(self._questions[self._place].id, self._given, message.confidence)
        self._predictions[prediction.question] = prediction
        self._answered(prediction)
        following = [
            place
            for place, question in enumerate(self._questions)
            if question.id not in self._predictions
        ]
        if following:
            later = [place for place in following if place > self._place]
            await self._show((later or following)[0])
        else:
            self.dismiss([self._predictions[question.id] for question in self._questions])

    async def action_turn(self, by: int) -> None:
        """Go back to an earlier question, or on past an answered one."""
        there = self._place + by
        if not 0 <= there < len(self._questions):
            return
        if by > 0 and self._questions[self._place].id not in self._predictions:
            self.query_one(StatusLine).message = "Answer this one first; a guess will do."
            return
        await self._show(there)

    def action_brief(self) -> None:
        """Read the brief."""
        if self._brief is not None:
            from ormlab_tui.lab.screens.reading import Reading

            self.app.push_screen(Reading(self._title, self._brief))

    def action_leave(self) -> None:
        """Leave; what was answered is kept."""
        self.dismiss(None)

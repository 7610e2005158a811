"""A learner at the keyboard: predicts, walks to the end, explains."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.question import CONFIDENCES, Confidence, Given, Question
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.screens.explain import ExplainScreen
from ormlab_tui.lab.screens.home import HomeScreen
from ormlab_tui.lab.screens.predict import PredictScreen
from ormlab_tui.lab.screens.predicted_lab import PredictedLab
from ormlab_tui.lab.screens.reading import Reading
from ormlab_tui.lab.start import ExerciseStart
from ormlab_tui.lab.widgets.answers import ConfidenceBox, OrderList
from ormlab_tui.lab.widgets.rubric import RubricList
from ormlab_tui.lab.widgets.truth import Truth
from ormlab_tui.progress import Attempt
from ormlab_tui.recording.values import OBJECT_STATES
from tests.lab.driving import Driver

Mind = Callable[[Question], tuple[Given, Confidence]]


class Learner(Driver):
    """Somebody who works through exercises with real keys."""

    def __init__(self, pilot: Pilot[None], app: LabApp) -> None:
        super().__init__(pilot, app)
        self.verdicts: dict[str, str] = {}

    async def begin(self) -> None:
        """Read the brief and close it."""
        await self.until(lambda: isinstance(self.app.screen, Reading), "the brief")
        await self.press("enter")

    async def predict(
        self, questions: tuple[Question, ...], mind: Mind, *, first: int = 1, of: int | None = None
    ) -> None:
        """Answer questions before anything runs; `of` are all, where these are some of them."""
        total = len(questions) if of is None else of
        screen = self.app.screen
        assert isinstance(screen, PredictScreen)
        for place, question in enumerate(questions, first):
            await self.until(lambda q=question: screen.asking == q.id, "the question")  # type: ignore[misc]
            assert f"question {place} of {total}" in self.text()
            given, confidence = mind(question)
            await self._answer(screen, question, given)
            await self.until(lambda: isinstance(screen.focused, ConfidenceBox), "the confidence")
            await self.pilot.press(str(CONFIDENCES.index(confidence) + 1))
        if first + len(questions) <= total:
            return
        await self.until(lambda: isinstance(self.app.screen, PredictedLab), "the lab")
        await self.recorded()

    async def _answer(self, screen: PredictScreen, question: Question, given: Given) -> None:
        if isinstance(given, list):
            order = screen.query_one(OrderList)
            for place, label in enumerate(given):
                here = order.labels.index(label)
                await self.pilot.press("home", *["down"] * here, *["minus"] * (here - place))
            assert order.labels == given
            await self.pilot.press("enter")
        elif question.kind in ("choice", "state"):
            values = [each.value for each in question.choices] or list(OBJECT_STATES)
            place = next(
                at for at, each in enumerate(values) if each == given and type(each) is type(given)
            )
            choices = screen.query(OptionList).first()
            await self.until(lambda: choices.highlighted is not None, "the choices")
            await self.pilot.press("home", *["down"] * place, "enter")
        else:
            await self.paste(str(given))
            await self.pilot.press("enter")

    async def paste(self, text: str) -> None:
        """Paste a text where the focus is, as a terminal does."""
        focused = self.app.screen.focused
        assert isinstance(focused, Input | TextArea)
        self.app.post_message(Paste(text))
        await self.until(lambda: text in _text_of(focused), "the text pasted")

    async def walk(self) -> None:
        """Go to the end, past every step that settles a prediction."""
        lab = self.app.screen
        assert isinstance(lab, PredictedLab)
        while not lab.is_all_met:
            await self.pilot.press("G")
            await self.pilot.pause()
            shown = lab.query_one(Truth).shown
            assert shown is not None
            self.verdicts[shown[1].question] = shown[1].outcome
            assert "it is" in self.text()
            assert "you said" in self.text()

    async def explain(self, questions: tuple[Question, ...], text: str, ticks: int = 1) -> None:
        """Explain in own words and tick what they say."""
        await self.press("e")
        await self.until(lambda: isinstance(self.app.screen, ExplainScreen), "the explanation")
        screen = self.app.screen
        for _ in questions:
            await self.until(lambda: screen.focused is screen.query_one(TextArea), "the text")
            assert "Write a sentence first" in await self.press("ctrl+s")
            await self.paste(text)
            await self.press("ctrl+s")
            rubric = screen.query_one(RubricList)
            await self.until(lambda rubric=rubric: screen.focused is rubric, "the rubric")  # type: ignore[misc]
            await self.press(*["space", "down"] * ticks)
            await self.press("ctrl+s")
        if not questions:
            await self.press("ctrl+s")
        await self.until(lambda: isinstance(self.app.screen, HomeScreen), "the course list")

    async def met(self) -> set[str]:
        """Return the questions whose facts have been met in the attempt that goes on."""
        attempts = await self.app.learning.read(lambda progress: progress.history())
        return {note.question for note in attempts[-1].predictions if note.verdict is not None}

    async def history(self, exercise: Exercise) -> list[Attempt]:
        """Return what was noted of an exercise."""
        return await self.app.learning.read(lambda progress: progress.history(None, exercise.id))


def _text_of(field: Input | TextArea) -> str:
    return field.value if isinstance(field, Input) else field.text


@asynccontextmanager
async def learning(
    exercise: Exercise, size: tuple[int, int], folder: Path
) -> AsyncIterator[Learner]:
    """Open an exercise, as `ormlab open` does, with everything kept in a folder."""
    app = LabApp(ExerciseStart(exercise.id), workspaces=folder / "work")
    async with app.run_test(size=size) as pilot:
        yield Learner(pilot, app)

"""A learner who works on tasks: opens them, answers, edits, checks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from textual.widgets import TextArea

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.question import Question
from ormlab_tui.course.task import QuestionsTask
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.screens.explain import ExplainScreen
from ormlab_tui.lab.screens.predict import PredictScreen
from ormlab_tui.lab.screens.predicted_lab import PredictedLab
from ormlab_tui.lab.screens.reading import Reading
from ormlab_tui.lab.screens.tasks import TasksScreen
from ormlab_tui.lab.screens.workspace import WorkspaceScreen
from ormlab_tui.lab.start import ExerciseStart
from ormlab_tui.lab.widgets.rubric import RubricList
from ormlab_tui.lab.widgets.truth import Truth
from ormlab_tui.progress import Attempt
from tests.lab.driving import SMALL
from tests.lab.learner import Learner, Mind

#: Seconds between looks, and until something has gone wrong: checks take a while on a busy machine.
_LOOK = 0.02
_PATIENCE = 120.0


class ListeningApp(LabApp):
    """A lab that keeps what it told in boxes, which go away."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.told: list[str] = []

    def notify(self, message: str, **named: Any) -> None:
        """Keep the words."""
        self.told.append(message)
        super().notify(message, **named)


class Worker(Learner):
    """Somebody who works through an exercise with tasks."""

    def __init__(self, exercise: Exercise, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.exercise = exercise

    async def until(self, is_so: Callable[[], bool], what: str = "what was waited for") -> None:
        """Let the app work until something is so, and leave the processor to what is run."""
        end = monotonic() + _PATIENCE
        while not is_so():
            assert monotonic() < end, f"{what} never came:\n{self.text()}"
            await asyncio.sleep(_LOOK)
        await self.pilot.pause()

    @property
    def tasks(self) -> TasksScreen:
        """The screen with the tasks, which is somewhere on the stack."""
        return next(each for each in self.app.screen_stack if isinstance(each, TasksScreen))

    @property
    def work(self) -> WorkspaceScreen:
        """The screen with the editor, which is somewhere on the stack."""
        return next(each for each in self.app.screen_stack if isinstance(each, WorkspaceScreen))

    @property
    def folder(self) -> Path:
        """Where the learner's files lie."""
        assert self.app.workspaces is not None
        return next(self.app.workspaces.glob(f"*/{self.exercise.id}"))

    @property
    def said(self) -> str:
        """Everything said on the status line or in a box."""
        assert isinstance(self.app, ListeningApp)
        return "\n".join([*self.text().splitlines()[:1], *self.app.told])

    async def hears(self, words: str) -> None:
        """Wait until something with these words is said."""
        await self.until(lambda: words in self.said, f"the words {words!r}")

    async def tasks_shown(self) -> None:
        """Wait until the tasks are shown and can be opened."""
        await self.until(
            lambda: isinstance(self.app.screen, TasksScreen) and self.app.screen.is_ready,
            "the tasks",
        )
        await self.pilot.pause()

    async def choose(self, task_id: str) -> None:
        """Press Enter on a task."""
        await self.tasks_shown()
        place = [task.id for task in self.exercise.tasks].index(task_id)
        await self.pilot.press("home", *["down"] * place, "enter")

    async def open_work(self, task_id: str) -> WorkspaceScreen:
        """Open a task that is worked on in files, and close what is to be read first."""
        await self.choose(task_id)
        await self.until(
            lambda: (
                any(isinstance(each, WorkspaceScreen) for each in self.app.screen_stack)
                and self.work.is_watching
            ),
            "the editor",
        )
        if self.work.brief_first:
            await self.until(lambda: isinstance(self.app.screen, Reading), "the brief")
            await self.press("enter")
        await self.until(lambda: self.app.screen is self.work, "the editor in front")
        return self.work

    async def check(self) -> WorkspaceScreen:
        """Press F5 and wait until the checks have run."""
        before = self.work.runs_ended
        await self.pilot.press("f5")
        await self.until(lambda: self.work.runs_ended > before, "the end of the checks")
        await self.pilot.pause()
        return self.work

    async def write_outside(self, files: Mapping[str, Path]) -> None:
        """Write files as another editor does, and wait until their checks pass."""
        for name, source in files.items():
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
        await self.until(
            lambda: (
                self.work.report is not None
                and self.work.report.passed is True
                and not self.work.checking
            ),
            "the checks to pass",
        )
        await self.pilot.pause()

    async def back_to_tasks(self) -> None:
        """Leave the editor; after the last task the debrief comes up."""
        work = self.work
        await self.press("escape", "escape")
        await self.until(lambda: work not in self.app.screen_stack, "the editor to be left")

    async def answer(self, task: QuestionsTask, mind: Mind) -> None:
        """Do a task with questions, from the prediction to one's own words."""
        asked = [self.exercise.question(name) for name in task.questions]
        questions = tuple(each for each in asked if each.kind != "text")
        texts = tuple(each for each in asked if each.kind == "text")
        await self.choose(task.id)
        if questions:
            await self.begin()
            await self.until(lambda: isinstance(self.app.screen, PredictScreen), "the questions")
            await self.predict(questions, mind)
            await self.walk()
            assert isinstance(self.app.screen, PredictedLab)
            await self.press("e")
        if texts:
            await self.own_words(texts)

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

    async def own_words(self, texts: tuple[Question, ...]) -> None:
        """Write about each, and tick the first point of its rubric."""
        await self.until(lambda: isinstance(self.app.screen, ExplainScreen), "the explanation")
        screen = self.app.screen
        for question in texts:
            await self.until(lambda: screen.focused is screen.query_one(TextArea), "the text")
            await self.paste(f"about {question.id}")
            await self.press("ctrl+s")
            await self.until(lambda: isinstance(screen.focused, RubricList), "the rubric")
            await self.press("space", "ctrl+s")

    async def debriefed(self) -> None:
        """Read the debrief that comes when all is done, and close it."""
        await self.until(lambda: isinstance(self.app.screen, ExplainScreen), "the debrief")
        await self.press("ctrl+s")
        await self.tasks_shown()

    async def attempts(self) -> list[Attempt]:
        """Return what was noted of the exercise."""
        return await self.history(self.exercise)


@asynccontextmanager
async def working(
    exercise: Exercise,
    folder: Path,
    size: tuple[int, int] = SMALL,
    course: Path | None = None,
    *,
    ready: bool = True,
) -> AsyncIterator[Worker]:
    """Open an exercise, as `ormlab open` does, with the learner's files in a folder.

    Not `ready`: don't wait for the tasks.
    """
    app = ListeningApp(ExerciseStart(exercise.id), course=course, workspaces=folder / "work")
    async with app.run_test(size=size) as pilot:
        worker = Worker(exercise, pilot, app)
        if ready:
            await worker.tasks_shown()
        yield worker

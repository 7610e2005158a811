"""The way into a task and out again: each kind has its screens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from ormlab_tui.course.debrief import fill_answers
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.question import Question
from ormlab_tui.course.task import MeasureTask, QuestionsTask, ReviewTask, Task
from ormlab_tui.lab.exercise_flow import Asked, explain, facts_page, recorded, walk
from ormlab_tui.lab.exercise_source import exercise_script, limits_of_exercise
from ormlab_tui.lab.hints import HintLadder
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.lab.task_words import brief_of
from ormlab_tui.recording import Recording
from ormlab_tui.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp


class TaskFlow:
    """Takes the learner through tasks of one exercise. Call it from a worker: it waits."""

    def __init__(
        self,
        app: LabApp,
        course: Course,
        exercise: Exercise,
        workspace: Workspace,
        notes: AttemptNotes,
        hints: HintLadder,
        done: Collection[str],
        note_done: Callable[[Task], None],
    ) -> None:
        """`done` are the ids of the tasks that are done, kept up to date by who calls.

        `note_done` hears of a task that is done while its screen is still open.
        """
        self._app = app
        self._course = course
        self._exercise = exercise
        self._workspace = workspace
        self._notes = notes
        self._hints = hints
        self._done = done
        self._note_done = note_done
        self._title = f"{exercise.id} {exercise.title}"
        self._recording: Recording | None = None
        #: The tasks whose brief was shown already.
        self._read: set[str] = set()

    async def take(self, task: Task) -> bool:
        """Take the learner through a task; return whether it is done now."""
        if isinstance(task, QuestionsTask):
            return await self._ask(task)
        self._notes.here(task.id)
        if isinstance(task, MeasureTask):
            from ormlab_tui.lab.screens.measure import MeasureScreen

            return await self._app.push_screen_wait(
                MeasureScreen(self._course, self._exercise, task, self._workspace, self._notes)
            )
        if isinstance(task, ReviewTask):
            from ormlab_tui.lab.screens.review import ReviewScreen

            return await self._app.push_screen_wait(
                ReviewScreen(self._course, self._exercise, task, self._notes)
            )
        from ormlab_tui.lab.screens.workspace import WorkspaceScreen

        is_new = task.id not in self._done and task.id not in self._read
        self._read.add(task.id)
        return await self._app.push_screen_wait(
            WorkspaceScreen(
                self._exercise,
                task,
                self._workspace,
                self._notes,
                self._hints,
                is_done=task.id in self._done,
                brief_first=is_new,
                passed=lambda: self._note_done(task),
            )
        )

    async def _ask(self, task: QuestionsTask) -> bool:
        asked = [self._exercise.question(name) for name in task.questions]
        texts = [question for question in asked if question.kind == "text"]
        questions = [question for question in asked if question.kind != "text"]
        if not questions:
            return await explain(
                self._app, self._title, texts, await self._known_facts(), self._notes
            )
        script = self._script(task)
        if script is None:
            return False
        brief = brief_of(self._exercise, task)
        return await walk(
            self._app,
            self._exercise,
            Asked(questions, texts, script, brief, None, task.id),
            self._notes,
            self._keep if task.script is None else lambda _recording: None,
        )

    def _keep(self, recording: Recording) -> None:
        self._recording = recording

    def _script(self, task: QuestionsTask) -> Script | None:
        if task.script is None:
            return exercise_script(self._exercise)
        try:
            path = self._workspace.path(task.script)
        except WorkspaceError as error:
            self._app.notify(str(error), severity="error", timeout=15, markup=False)
            return None
        return Script(path, (), limits_of_exercise(self._exercise))

    async def _known_facts(self) -> str:
        """Return a page with the answers to what was asked in the tasks that are done."""
        questions: Sequence[Question] = [
            self._exercise.question(name)
            for task in self._exercise.tasks
            if isinstance(task, QuestionsTask) and task.id in self._done
            for name in task.questions
        ]
        if all(question.kind == "text" for question in questions):
            return "The facts to hold this against come with the tasks that are still open."
        return await self._filled(facts_page(questions))

    async def _filled(self, page: str) -> str:
        script = exercise_script(self._exercise)
        if self._recording is None and script is not None:
            self._recording = await recorded(script)
        if self._recording is None:
            return page
        return fill_answers(page, self._exercise, self._recording)

    async def debrief(self) -> bool:
        """Let the learner explain and read the debrief; return whether to the end."""
        page = await self._filled(self._exercise.debrief)
        return await explain(self._app, self._title, self._exercise.explanations, page, self._notes)

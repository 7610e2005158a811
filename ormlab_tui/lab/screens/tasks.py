"""An exercise's tasks: which there are, which are done, and the way into each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Markdown

from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import Task
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.saying import sentence
from ormlab_tui.lab.screens.decide import Decide
from ormlab_tui.lab.screens.exercise_help import ExerciseHelp
from ormlab_tui.lab.task_flow import TaskFlow
from ormlab_tui.lab.task_lines import TaskLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.widgets.status_line import Status, StatusLine
from ormlab_tui.progress import ProgressError
from ormlab_tui.workspace import Workspace, WorkspaceError, lay, reset, workspaces_root

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp
    from ormlab_tui.progress import Attempt
    from ormlab_tui.progress.notebook import Progress

_BESIDE_WIDTH = 120
_MOST_LINES = 8


class TaskList(LineList):
    """The tasks; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", tooltip="Open the task", id="tasks.open")
    ]


class TasksScreen(ExerciseHelp):
    """The tasks and the brief; returns whether all tasks were done when it was left."""

    CSS_PATH = "tasks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,f6", "hint", "Hint", tooltip="Read the hints, one at a time", id="tasks.hint"),
        Binding(
            "d",
            "debrief",
            "Debrief",
            tooltip="Read what was behind it all, once every task is done",
            id="tasks.debrief",
        ),
        Binding(
            "s",
            "solution",
            "Solution",
            tooltip="Read one right answer: after all tasks, or after all hints",
            id="tasks.solution",
        ),
        Binding(
            "b,f4", "brief", "Brief", tooltip="Read the whole brief on a page", id="tasks.brief"
        ),
        Binding(
            "r",
            "start_over",
            "Start over",
            tooltip="Lay the files anew, the old ones kept beside",
            id="tasks.start-over",
        ),
        Binding("escape", "leave", "Leave", tooltip="Go to the course list", id="tasks.leave"),
    ]

    app: LabApp

    def __init__(self, course: Course, exercise: Exercise, notes: AttemptNotes) -> None:
        super().__init__(exercise, notes)
        self._course = course
        self._done: set[str] = set()
        self._workspace: Workspace | None = None
        #: Why there are no files to work on, where that is so.
        self._problem = ""
        self._flow: TaskFlow | None = None

    def compose(self) -> ComposeResult:
        """Return the tasks and the brief."""
        yield StatusLine()
        with Container(id="tasks"):
            yield TaskList(id="tasks-list")
            with VerticalScroll(id="tasks-brief"):
                yield Markdown(self.exercise.brief, open_links=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the tasks, then what is known of them."""
        tasks = self._list
        self.show()
        tasks.highlight(0)
        tasks.focus()
        self._prepare()

    def on_resize(self) -> None:
        """Put the brief beside the tasks where there is room, below as many as there are else."""
        beside = self.size.width >= _BESIDE_WIDTH
        self.set_class(beside, "-beside")
        rows = min(_MOST_LINES, len(self.exercise.tasks)) + 2
        self._list.styles.height = "1fr" if beside else rows

    @work(exclusive=True, group="preparing")
    async def _prepare(self) -> None:
        """Find out what was done in this attempt, and lay the learner's files."""
        course, exercise = self.notes.course, self.notes.exercise

        def read(progress: Progress) -> Attempt | None:
            return progress.unfinished(course, exercise)

        try:
            attempt = await self.app.learning.read(read)
        except ProgressError as error:
            # One can work all the same; what was done before is not known.
            self.notify(sentence(error), severity="warning", timeout=15, markup=False)
            attempt = None
        if attempt is not None:
            self._done |= {each.task for each in attempt.tasks_done}
            self.hints.taken = max((each.number for each in attempt.hints), default=0)
        self.show()
        self._list.highlight(self._first_open())
        await self._lay()

    async def _lay(self) -> None:
        root = workspaces_root(self._course.id, self.app.workspaces)
        try:
            laid = await asyncio.to_thread(lay, self.exercise, root)
        except WorkspaceError as error:
            self._problem = sentence(error)
            self.notify(self._problem, severity="error", timeout=20, markup=False)
            self.show()
            return
        self._take_workspace(laid.workspace, laid.notices)

    def _take_workspace(self, workspace: Workspace, notices: tuple[str, ...]) -> None:
        self._workspace = workspace
        self._flow = TaskFlow(
            self.app,
            self._course,
            self.exercise,
            workspace,
            self.notes,
            self.hints,
            self._done,
            self._note_done,
        )
        for notice in notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)
        self.show()

    # --- what is shown ---------------------------------------------------------------------

    def show(self) -> None:
        """Show how the tasks stand."""
        exercise = self.exercise
        self._list.show(TaskLines(exercise.tasks, self._done), "There are no tasks.")
        done = sum(task.id in self._done for task in exercise.tasks)
        self.query_one(StatusLine).status = Status(
            f"{exercise.id} {exercise.title}",
            f"{done} of {len(exercise.tasks)} tasks done",
            self.hints.words,
        )
        if self._workspace is not None:
            files = f"Your files: {self._workspace.folder}"
        else:
            files = "Your files can't be laid" if self._problem else "laying your files…"
        self._list.border_subtitle = Content(inert(files, 200))
        self.refresh_bindings()

    def _first_open(self) -> int:
        tasks = self.exercise.tasks
        return next((at for at, task in enumerate(tasks) if task.id not in self._done), 0)

    @property
    def is_ready(self) -> bool:
        """Whether the files are laid, and tasks can be opened."""
        return self._flow is not None

    @property
    def is_all_done(self) -> bool:
        """Whether every task is done."""
        return all(task.id in self._done for task in self.exercise.tasks)

    @property
    def _list(self) -> TaskList:
        return self.query_one(TaskList)

    # --- tasks -----------------------------------------------------------------------------

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Open the task on the line."""
        message.stop()
        if self._flow is None:
            self.say(self._problem or "The files of this exercise are not there yet.")
            return
        self._take(self._flow, self.exercise.tasks[message.index])

    @work(exclusive=True, group="task")
    async def _take(self, flow: TaskFlow, task: Task) -> None:
        was_all_done = self.is_all_done
        try:
            is_done = await flow.take(task)
        except ProgressError as error:
            self.notify(sentence(error), severity="error", timeout=15, markup=False)
            return
        if not is_done:
            self.show()
            return
        self._note_done(task)
        self.show()
        self._list.highlight(self._first_open())
        if self.is_all_done and not was_all_done:
            await self._show_debrief(flow)

    def _note_done(self, task: Task) -> None:
        """Note that a task is done: at once, in case the lab is left from where it was done."""
        if task.id not in self._done:
            self._done.add(task.id)
            self.notes.task_done(task.id)

    def action_debrief(self) -> None:
        """Read the debrief, once all is done."""
        if self._flow is not None and self.is_all_done:
            self._open_debrief(self._flow)
        else:
            self.say("It opens when all tasks are done.")

    @work(exclusive=True, group="task")
    async def _open_debrief(self, flow: TaskFlow) -> None:
        await self._show_debrief(flow)

    async def _show_debrief(self, flow: TaskFlow) -> None:
        if not self.exercise.explanations:
            # There is nothing left to do but to read.
            self.notes.finish("done")
        if await flow.debrief():
            self.notes.finish("done")
        self.show()

    # --- starting over, leaving ---------------------------------------------------------------

    @work(group="asking")
    async def action_start_over(self) -> None:
        """Lay the learner's files anew, after asking."""
        workspace = self._workspace
        if workspace is None:
            return
        answer = await self.app.push_screen_wait(
            Decide(
                "Start over?",
                f"The files in {workspace.folder} are laid anew, as they were at the beginning. "
                "What you wrote is kept in a folder beside it. Tasks that are done stay done.",
                [("no", "No, go on with what is there"), ("yes", "Yes, start over")],
            )
        )
        if answer != "yes":
            return
        try:
            laid = await asyncio.to_thread(reset, workspace)
        except WorkspaceError as error:
            self.notify(sentence(error), severity="error", timeout=20, markup=False)
        else:
            self._take_workspace(laid.workspace, laid.notices)

    def action_leave(self) -> None:
        """Go to the course list."""
        self.dismiss(self.is_all_done)

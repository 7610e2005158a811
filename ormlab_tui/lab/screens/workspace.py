"""The screen for a task that is worked on in files: editor, files, and what the checks say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import ContentSwitcher, Footer, TextArea
from textual.widgets.text_area import Selection

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ApproachesTask, InstrumentTask, OwnTestTask
from ormlab_tui.lab.hints import HintLadder
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.screens.decide import Decide
from ormlab_tui.lab.screens.workspace_checks import WorkspaceChecks
from ormlab_tui.lab.task_runs import WorkTask
from ormlab_tui.lab.task_words import brief_of
from ormlab_tui.lab.widgets.check_results import CheckResults
from ormlab_tui.lab.widgets.editor import CodeEditor
from ormlab_tui.lab.widgets.file_bar import FileBar
from ormlab_tui.lab.widgets.status_line import Status, StatusLine
from ormlab_tui.lab.work_disk import Disk
from ormlab_tui.workspace import Workspace

_BESIDE_WIDTH = 120


def _key(key: str, action: str, name: str, tooltip: str, *, show: bool = True) -> Binding:
    # Before the editor, which has other uses for some of them.
    return Binding(
        key, action, name, show=show, tooltip=tooltip, priority=True, id=f"work.{action}"
    )


class WorkspaceScreen(WorkspaceChecks):
    """Edits, checks and steps; returns whether the task is done."""

    CSS_PATH = "workspace.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "to_results", "Results", tooltip="Go to what the checks said"),
        Binding("tab", "to_editor", "Edit", tooltip="Go to the editor", key_display="tab"),
        Binding("escape", "leave", "Leave", tooltip="Go to the tasks", id="work.leave"),
        _key("f5", "check", "Check", "Save, and run the checks"),
        _key("f5", "stop", "Stop", "Stop the checks"),
        _key("ctrl+s", "save", "Save", "Save every file with edits"),
        _key("f8", "step", "Step", "Record the open file and step through it"),
        _key("f6", "hint", "Hint", "Read the hints, one at a time"),
        _key("f4", "brief", "Brief", "Read what the task is"),
        _key("f7", "next_file", "File", "Open the next file"),
        _key("ctrl+o", "ask_file", "Files", "Choose a file, or make one", show=False),
        _key("ctrl+f", "ask_search", "Find", "Search in the file", show=False),
        _key("ctrl+n", "find(1)", "Find next", "Go to the next place found", show=False),
        _key("ctrl+r", "find(-1)", "Find before", "Go to the place found before", show=False),
        _key("ctrl+g", "ask_line", "To line", "Go to a line of the file", show=False),
        _key("ctrl+t", "zoom", "Zoom", "Fill the screen with what has the focus", show=False),
        _key("f9", "own_editor", "Editor", "Open the file in your own editor ($EDITOR)"),
        Binding(
            "e", "own_editor", "Editor", show=False, tooltip="Open the file in your own editor"
        ),
    ]

    def __init__(
        self,
        exercise: Exercise,
        task: WorkTask,
        workspace: Workspace,
        notes: AttemptNotes,
        hints: HintLadder,
        *,
        is_done: bool = False,
        brief_first: bool = True,
        passed: Callable[[], None] = lambda: None,
    ) -> None:
        """`is_done`: the task was done before, and stays so. `passed` hears that it is now.

        `brief_first`: what the task is is shown at once, not only when it is asked for.
        """
        super().__init__(exercise, task, Disk(exercise, workspace), notes, is_done, passed)
        self.brief_first = brief_first
        self._hints = hints
        self._said_at: Selection | None = None

    def compose(self) -> ComposeResult:
        """Return the files, the editor and the results."""
        yield StatusLine()
        yield FileBar()
        with Container(id="work"):
            yield ContentSwitcher(id="work-editors")
            yield CheckResults(id="work-results")
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Open the file that the task is about, and begin to watch the folder."""
        self.results.show_entries([], self.what_checking_does)
        self.show_standing()
        await self.list_files()
        if (first := self._first_file()) is not None:
            await self.open_file(first)
            self.focus_editor()
        else:
            self.say("There are no files yet: ctrl+o makes one.")
        self.watch_folder()
        if self.brief_first:
            self.action_brief()

    def _first_file(self) -> str | None:
        task, names = self.work_task, [tab.name for tab in self.query_one(FileBar).files]
        wanted: list[str] = []
        if isinstance(task, InstrumentTask | OwnTestTask):
            wanted = [task.file]
        elif isinstance(task, ApproachesTask):
            wanted = list(task.files)
        there = [name for name in wanted if name in names]
        own = [name for name in names if name in self.workspace.starter]
        # An empty __init__.py is nobody's first file.
        filled = [name for name in own if not name.endswith("__init__.py")]
        return next(iter([*there, *filled, *own, *names]), None)

    # --- layout and words --------------------------------------------------------------------

    def on_resize(self) -> None:
        """Put the results beside the editor where there is room."""
        self.set_class(self.size.width >= _BESIDE_WIDTH, "-beside")

    def show_place(self) -> None:
        """Say where the cursor is, and how the checks stand."""
        self.show_standing()

    def show_standing(self) -> None:
        """Say on the status line and the results' frame how the task stands."""
        report, task = self.report, self.work_task
        if self.checking:
            run = f"checking… {report.summary}" if report is not None else "checking…"
        elif report is not None:
            run = report.summary
        else:
            run = "done" if self.is_done else "not checked yet"
        failed = report is not None and not self.checking and report.passed is False
        line = self.query_one(StatusLine)
        message = line.message
        line.status = Status(
            f"{self.exercise.id} {task.title}", self._place, run, failed, self.checking
        )
        line.message = message
        frame = self.results
        frame.border_title = Content("✓ Task done" if self.is_done else "Checks")
        frame.border_subtitle = Content(run)
        frame.set_class(self.is_done, "-done")

    @property
    def _place(self) -> str:
        buffer = self.buffer
        if buffer is None:
            return ""
        row, column = buffer.editor.cursor_location
        return f"{buffer.name}:{row + 1}:{column + 1}"

    def on_text_area_selection_changed(self, message: TextArea.SelectionChanged) -> None:
        """Say where the cursor is now, in place of what was said about where it was."""
        message.stop()
        if message.selection != self._said_at:
            self.query_one(StatusLine).message = ""
        self.show_standing()

    def say(self, words: str) -> None:
        """Tell the user a sentence, until the cursor moves on."""
        self._said_at = self.buffer.editor.selection if self.buffer is not None else None
        super().say(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what makes no sense here and now."""
        if action == "check":
            return not self.checking
        if action == "stop":
            return self.checking
        in_editor = isinstance(self.focused, CodeEditor)
        if action == "to_results":
            return in_editor
        if action in ("leave", "to_editor"):
            return not in_editor
        return True

    # --- keys ------------------------------------------------------------------------------------

    @work(group="saving")
    async def action_save(self) -> None:
        """Save; the watch of the folder sees it and has it checked."""
        if not self.unsaved:
            self.say("Nothing is unsaved.")
        elif await self.save_all():
            self.say("Saved.")
            self.files_changed()

    def action_to_results(self) -> None:
        """Go to the results."""
        self._show_zoomed(False)
        self.results.focus()

    def action_to_editor(self) -> None:
        """Go to the editor."""
        self._show_zoomed(False)
        self.focus_editor()

    def action_zoom(self) -> None:
        """Fill the screen with the editor or the results, or show both again."""
        self._show_zoomed(not (self.has_class("-editor-alone") or self.has_class("-results-alone")))

    def _show_zoomed(self, zoomed: bool) -> None:
        in_editor = isinstance(self.focused, CodeEditor)
        self.set_class(zoomed and in_editor, "-editor-alone")
        self.set_class(zoomed and not in_editor, "-results-alone")

    def action_brief(self) -> None:
        """Read what the task is."""
        from ormlab_tui.lab.screens.reading import Reading

        text = f"{brief_of(self.exercise, self.work_task)}\n\n*{self.what_checking_does}*"
        self.app.push_screen(Reading(f"{self.work_task.id} {self.work_task.title}", text))

    def action_hint(self) -> None:
        """Read the hints."""
        if not self._hints.hints:
            self.say("This exercise has no hints.")
            return
        from ormlab_tui.lab.screens.hints import HintScreen

        self.app.push_screen(HintScreen(self._hints))

    @work(group="asking")
    async def action_leave(self) -> None:
        """Go to the tasks; edits that are not saved are asked about."""
        if self.has_class("-results-alone"):
            self._show_zoomed(False)
        elif await self._is_settled("Leave?"):
            self.dismiss(self.is_done)

    def asks_first(self) -> bool:
        """Ask about unsaved edits before the whole lab is left."""
        if not self.unsaved:
            return False
        # Asked already, the question waits for its answer.
        if not isinstance(self.app.screen, Decide):
            self._ask_and_quit()
        return True

    @work(group="asking", exclusive=True)
    async def _ask_and_quit(self) -> None:
        if await self._is_settled("Leave ORMLab?"):
            self.app.exit()

    async def _is_settled(self, question: str) -> bool:
        """Ask what becomes of unsaved edits; return whether the screen can be left."""
        unsaved = self.unsaved
        if not unsaved:
            return True
        names = ", ".join(buffer.name for buffer in unsaved)
        answer = await self.app.push_screen_wait(
            Decide(
                question,
                f"There are edits that are not saved: {names}.",
                [("save", "Save, then leave"), ("drop", "Leave without these edits")],
            )
        )
        return answer == "drop" or (answer == "save" and await self.save_all())

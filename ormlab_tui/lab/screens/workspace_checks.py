"""Running a task's checks on the files of a workspace, and stepping through what they ran."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.reactive import reactive

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ApproachesTask, InstrumentTask, OwnTestTask
from ormlab_tui.lab.graded_reports import report_of
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.lab.saying import sentence
from ormlab_tui.lab.screens.workspace_outside import WorkspaceOutside
from ormlab_tui.lab.task_reports import Entry, Report
from ormlab_tui.lab.task_runs import TaskRun, WorkTask, checking_errors, messages_of, run_of
from ormlab_tui.lab.task_sources import file_source, test_source, why_not_run
from ormlab_tui.lab.widgets.check_results import CheckResults
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.work_disk import Disk


class WorkspaceChecks(WorkspaceOutside):
    """A screen with a workspace whose task can be checked."""

    checking: reactive[bool] = reactive(False, bindings=True, repaint=False)
    """Whether the checks run."""

    def __init__(
        self,
        exercise: Exercise,
        task: WorkTask,
        disk: Disk,
        notes: AttemptNotes,
        is_done: bool,
        passed: Callable[[], None],
    ) -> None:
        super().__init__(disk)
        self.exercise = exercise
        self.work_task = task
        self.is_done = is_done
        #: What the last run said, or the one that goes on.
        self.report: Report | None = None
        #: How many runs have come to their end, in whichever way.
        self.runs_ended = 0
        self._notes = notes
        self._passed = passed
        self._run: TaskRun | None = None
        self._was_stopped = False
        self._checked: dict[str, str] = {}

    @property
    def results(self) -> CheckResults:
        """The list of results."""
        return self.query_one(CheckResults)

    def show_standing(self) -> None:
        """Show how the task stands; for those who derive."""

    # --- running -----------------------------------------------------------------------------

    @work(group="saving")
    async def action_check(self) -> None:
        """Save what is unsaved and run the checks."""
        if await self.save_all():
            self.check()

    def files_changed(self) -> None:
        """Run the checks anew if the files are others than in the last run."""
        self._check_if_changed()

    @work(group="looking", exclusive=True)
    async def _check_if_changed(self) -> None:
        if await self.disk.state() != self._checked:
            self.check()

    @work(group="checks", exclusive=True)
    async def check(self) -> None:
        """Run the checks; the run that goes on is ended."""
        self._checked = await self.disk.state()
        run = self._run = run_of(self.exercise, self.work_task, self.workspace.folder)
        report = self.report = report_of(self.exercise, self.work_task)
        self._was_stopped = False
        self.checking = True
        self.results.show_entries([], "The checks are running…")
        self.show_standing()
        try:
            async for message in messages_of(run):
                report.take(message)
                self.results.show_entries(report.entries, "The checks are running…")
                self.show_standing()
        except checking_errors() as error:
            self.results.show_entries([], f"Nothing could be checked. {sentence(error)}")
            self.report = None
        finally:
            # Another run may have begun in its place.
            if self._run is run:
                self._run = None
                self.checking = False
        if self.report is report:
            self._take_verdict(report)
        self.runs_ended += 1
        self.show_standing()

    def _take_verdict(self, report: Report) -> None:
        self.results.show_entries(report.entries, "Nothing was checked.")
        self.results.show_first_failure()
        if self._was_stopped or report.passed is None:
            self.say("The checks were stopped.")
            return
        self._notes.checks(self.work_task.id, report.passed, report.results)
        if report.passed and not self.is_done:
            self.is_done = True
            self._passed()
        if report.passed:
            self.say("The task is done.")

    def action_stop(self) -> None:
        """Stop the checks."""
        if self._run is not None:
            self._was_stopped = True
            self._run.cancel()
            self.say("Stopping the checks.")

    def on_unmount(self) -> None:
        """End a run that nobody waits for any more."""
        if self._run is not None:
            self._run.cancel()

    # --- stepping ------------------------------------------------------------------------------

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Record the test on the line and step through it."""
        message.stop()
        entry = self.results.entry_at(message.index)
        if entry is None:
            return
        if entry.test is not None:
            title = f"{self.exercise.id} {entry.test.name}"
            self._step(test_source(self.exercise, self.workspace, entry.test), title)
        elif isinstance(self.work_task, InstrumentTask):
            self.step_file(self.work_task.run)
        elif entry.place is None and entry.file is None:
            self.say("Nothing here can be stepped through.")
        else:
            self._show_line(entry)

    def step_file(self, name: str) -> None:
        """Record a file as it is on the disk and step through it."""
        problem = why_not_run(self.workspace, name)
        if problem is not None:
            self.say(problem)
            return
        self._step(file_source(self.exercise, self.workspace, name), f"{self.exercise.id} {name}")

    def _step(self, source: Script, title: str) -> None:
        from ormlab_tui.lab.screens.lab_screen import LabScreen

        self.app.push_screen(LabScreen(source, title))

    @work(group="saving")
    async def action_step(self) -> None:
        """Save, then record the file that is open and step through it."""
        buffer = self.buffer
        if buffer is not None and await self.save_all():
            self.step_file(buffer.name)

    def on_check_results_place_chosen(self, message: CheckResults.PlaceChosen) -> None:
        """Go to the line that an entry names."""
        message.stop()
        self._show_line(message.entry)

    @work(group="asking")
    async def _show_line(self, entry: Entry) -> None:
        place = entry.place
        file = place.file if place is not None else entry.file
        if file is None:
            self.say("No line of your files took part.")
        elif await self.open_file(file, place.line if place is not None else None):
            self.focus_editor()

    @property
    def what_checking_does(self) -> str:
        """What happens when the checks are run, in a sentence or two."""
        task = self.work_task
        if isinstance(task, InstrumentTask):
            what = f"f5 records {task.run} and looks for what the task asks to be shown."
        elif isinstance(task, ApproachesTask):
            what = f"f5 records what each of {' and '.join(task.files)} does, and tells the ways."
        elif isinstance(task, OwnTestTask):
            what = f"f5 tries {task.file} on right and on wrong versions of the code."
        else:
            what = "f5 runs the tests of this task."
        return (
            f"{what} Saving does it too, in any editor. It happens on a copy of these files, and "
            f"your code runs with your own rights: it may do whatever you may."
        )

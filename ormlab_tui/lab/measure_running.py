"""What measures: a measurement that runs, grows and ends while a screen is in use."""

from __future__ import annotations

from textual import work
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.measure_database import DatabaseChoice
from ormlab_tui.lab.measure_notes import check_results
from ormlab_tui.lab.measure_state import Measurement, Plan
from ormlab_tui.lab.measure_versions import Versions
from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import Result
from ormlab_tui.runner.errors import RunError


class MeasuringScreen(Screen[bool]):
    """A screen with a measurement; whoever derives from it composes what is shown."""

    measuring: reactive[Measuring | None] = reactive[Measuring | None](
        None, bindings=True, repaint=False
    )
    """What is being measured, while it is."""

    class Came(Message):
        """A result came."""

        def __init__(self, measuring: Measuring, result: Result) -> None:
            super().__init__()
            self.measuring = measuring
            self.result = result

    class Ended(Message):
        """Nothing more will come.

        `trouble` is a sentence on why it could not go on, `not_kept` on why the figures could
        not be kept for the next time.
        """

        def __init__(self, measuring: Measuring, trouble: str | None, not_kept: str | None) -> None:
            super().__init__()
            self.measuring = measuring
            self.trouble = trouble
            self.not_kept = not_kept

    def __init__(self, versions: Versions, task: str, notes: AttemptNotes) -> None:
        super().__init__()
        self.versions = versions
        self.measurement: Measurement | None = None
        #: When it was measured, in words.
        self.when = ""
        self._task_id = task
        self._notes = notes
        self._measured_files = ""

    def show_measurement(self) -> None:
        """Show what is known by now; for those who derive."""

    def on_unmount(self) -> None:
        """End what runs, and leave no database behind."""
        self._cancel()
        self.versions.close()

    @property
    def is_measuring(self) -> bool:
        """Whether results are still to come."""
        return self.measuring is not None

    @property
    def why_not_done(self) -> str | None:
        """Why there is nothing to go on with yet, in a sentence; None where there is."""
        if self.is_measuring:
            return "It is still being measured."
        if self.measurement is None:
            return "Nothing is measured yet: r measures."
        if self.measurement.why_not_good is not None:
            return self.measurement.why_not_good
        if self._measured_files != self.versions.digest():
            return "The files have changed: measure again (r)."
        return None

    def take_kept(self) -> None:
        """Take the last measurement of these versions and sizes, if there is one.

        What went wrong with other files than those of now is told no more.
        """
        found = self.versions.kept()
        if found is None:
            return
        measurement, is_older = found.measurement, found.scripts != self.versions.digest()
        if is_older and measurement.is_bad:
            return
        self.measurement = measurement
        self._measured_files = found.scripts
        self.when = "older files" if is_older else f"{found.at.astimezone():%Y-%m-%d %H:%M}"

    def measure_on(self, database: DatabaseChoice) -> None:
        """Measure the versions as their files are now."""
        try:
            measuring = self.versions.measuring(database)
        except RunError as error:
            self.measurement = self.versions.not_measured(database, str(error))
            self.when = "not measured"
        else:
            self.measuring = measuring
            self.measurement = Measurement(Plan.of(measuring), database.words)
            self._measured_files = self.versions.digest()
            mine = Measurement(self.measurement.plan, database.words)
            self._measure(measuring, mine, self._measured_files)
        self.show_measurement()

    @work(thread=True, group="measuring")
    def _measure(self, measuring: Measuring, measurement: Measurement, files: str) -> None:
        """Measure and keep the figures. `measurement` is the thread's own."""
        try:
            for each in measuring:
                result = self.versions.with_short_names(each)
                measurement.results.append(result)
                self.post_message(self.Came(measuring, result))
        except (RunError, OSError) as error:
            measurement.trouble = str(error)
        not_kept = None
        # One that was stopped does not take the place of one that was whole.
        if self.measuring is measuring and measurement.results:
            try:
                self.versions.keep(measurement, files)
            except OSError as error:
                not_kept = f"These figures can't be kept: {error}"
        self.post_message(self.Ended(measuring, measurement.trouble, not_kept))

    def on_measuring_screen_came(self, message: Came) -> None:
        """Take a result in."""
        if message.measuring is self.measuring and self.measurement is not None:
            self.measurement.results.append(message.result)
            self.show_measurement()

    def on_measuring_screen_ended(self, message: Ended) -> None:
        """Note what came of it."""
        measurement = self.measurement
        if message.measuring is not self.measuring or measurement is None:
            return
        self.measuring = None
        measurement.trouble = message.trouble
        self.when = "not complete" if measurement.is_bad else "measured just now"
        self._notes.checks(self._task_id, measurement.is_good, check_results(measurement))
        self.show_measurement()
        if message.not_kept is not None:
            self.notify(message.not_kept, severity="warning", timeout=10, markup=False)

    def stop_measuring(self) -> None:
        """Stop measuring; what came stays."""
        self._cancel()
        self.when = "stopped"
        self.show_measurement()

    def _cancel(self) -> None:
        if self.measuring is not None:
            self.measuring.cancel()
            self.measuring = None

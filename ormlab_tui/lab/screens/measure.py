"""Measuring the learner's versions side by side: the plot, the figures, and the SQL they sent."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Static

from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import MeasureTask
from ormlab_tui.lab import signs
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.measure_database import OWN, chosen_database
from ormlab_tui.lab.measure_keys import MEASURE_KEYS
from ormlab_tui.lab.measure_outcome import outcome_facts
from ormlab_tui.lab.measure_running import MeasuringScreen
from ormlab_tui.lab.measure_versions import Versions
from ormlab_tui.lab.measure_views import VIEWS, MeasureViews, legend
from ormlab_tui.lab.measure_words import QUANTITIES
from ormlab_tui.lab.panes.wrapped_lines import WrappedLines
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.widgets.pane_tabs import PaneTabs
from ormlab_tui.lab.widgets.read_list import ReadList
from ormlab_tui.lab.widgets.status_line import Status, StatusLine
from ormlab_tui.measure.reading import URL_VARIABLE
from ormlab_tui.runner.errors import RunError
from ormlab_tui.workspace import Workspace

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp

_BESIDE_WIDTH = 120
_INVITATION = "Nothing is measured yet. r measures, 1 and 2 step through a version."
_RIGHTS = "Your versions run with all your rights, on"


class MeasureScreen(MeasuringScreen):
    """One measuring task; returns whether all was measured and the learner went on."""

    CSS_PATH = "measure.tcss"
    BINDINGS: ClassVar[list[BindingType]] = MEASURE_KEYS

    app: LabApp

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        task: MeasureTask,
        workspace: Workspace,
        notes: AttemptNotes,
    ) -> None:
        super().__init__(Versions(course, exercise, task, workspace), task.id, notes)
        self._exercise = exercise
        self._measure_task = task
        self._heading = f"{exercise.id} {task.title}"
        self._database = OWN

    def compose(self) -> ComposeResult:
        """Return the choices, the views, and the place for what became of it."""
        quantities = PaneTabs([("", slug, title) for slug, title in QUANTITIES.items()])
        quantities.id = "measure-quantities"
        views = PaneTabs([("", slug, title) for slug, title in VIEWS.items()])
        views.id = "measure-views"
        yield StatusLine()
        yield Static(id="measure-intro")
        with Horizontal(id="measure-choices"):
            yield quantities
            yield views
        yield Static(id="measure-legend")
        yield MeasureViews(_INVITATION, id="measure")
        yield ReadList(id="measure-outcome")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the last measurement, if there is one of these versions and sizes."""
        self.take_kept()
        self.show_measurement()

    def on_resize(self) -> None:
        """Let all views be seen where there is room."""
        beside = self.size.width >= _BESIDE_WIDTH
        self.set_class(beside, "-beside")
        self._views.beside = beside
        self.refresh_bindings()
        self.show_measurement()

    def show_measurement(self) -> None:
        """Show what is known by now."""
        views, measurement = self._views, self.measurement
        views.show(measurement)
        self.query_one("#measure-quantities", PaneTabs).active = views.quantity
        self.query_one("#measure-views", PaneTabs).active = views.view
        self.query_one("#measure-legend", Static).update(
            legend(self.versions.names, measurement, views.quantity)
        )
        self._show_intro()
        self._show_outcome()
        self._show_status()
        if self.why_not_done is None:
            self._say("All is measured: ctrl+s goes on.")

    def _show_intro(self) -> None:
        rights = f"{_RIGHTS} {self._database.words}."
        if self.measurement is not None and self.measurement.database != self._database.words:
            rights += f" These figures are of {self.measurement.database}."
        lines = [Content.styled(rights, signs.QUIET)]
        if self._measure_task.text and (self.measurement is None or self._views.beside):
            lines.insert(0, with_code(self._measure_task.text))
        self.query_one("#measure-intro", Static).update(Content("\n").join(lines))

    def _show_outcome(self) -> None:
        measurement = self.measurement
        facts = outcome_facts(measurement) if measurement is not None else []
        lines = WrappedLines(facts)
        lines.fit(self.size.width - 3)
        outcome = self.query_one("#measure-outcome", ReadList)
        outcome.display = bool(facts)
        outcome.set_class(measurement is not None and measurement.is_bad, "-bad")
        outcome.styles.height = min(lines.count, max(3, self.size.height // 3)) + 1
        outcome.show(lines)

    def _show_status(self) -> None:
        measurement = self.measurement
        place, run, bad = "", "", False
        if measurement is not None:
            made, left = measurement.runs_made, measurement.runs_left
            coming = measurement.coming
            if self.is_measuring:
                place = coming.words if coming is not None else "comparing…"
                run = f"{made} of {made + left} runs"
            else:
                run, bad = self.when, measurement.is_bad
        line = self.query_one(StatusLine)
        line.status = Status(self._heading, place, run, bad, self.is_measuring)
        line.message = ""

    def _say(self, sentence: str) -> None:
        self.query_one(StatusLine).message = sentence

    @property
    def _views(self) -> MeasureViews:
        return self.query_one(MeasureViews)

    # --- keys ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what makes no sense here and now."""
        if action == "stop":
            return self.is_measuring
        if action == "measure":
            return not self.is_measuring
        if action == "view":
            return self.size.width < _BESIDE_WIDTH
        if action == "step":
            return isinstance(parameters[0], int) and parameters[0] < len(self.versions.names)
        return True

    def action_measure(self) -> None:
        """Measure the versions as their files are now."""
        self.measure_on(self._database)

    def action_stop(self) -> None:
        """Stop measuring; what came stays shown."""
        self.stop_measuring()

    def action_done(self) -> None:
        """Go on, if there is something to go on with."""
        why_not = self.why_not_done
        if why_not is not None:
            self._say(why_not)
        else:
            self.dismiss(True)

    def action_quantity(self, by: int) -> None:
        """Show the next quantity, or the one before."""
        names = list(QUANTITIES)
        here = names.index(self._views.quantity)
        self._views.quantity = names[(here + by) % len(names)]
        self.show_measurement()

    def action_view(self) -> None:
        """Show the next of the views that stand alone."""
        names = list(VIEWS)
        self._views.view = names[(names.index(self._views.view) + 1) % len(names)]
        self.show_measurement()

    def on_pane_tabs_chosen(self, message: PaneTabs.Chosen) -> None:
        """Show the quantity or the view that was clicked."""
        message.stop()
        for quantity in QUANTITIES:
            if quantity == message.slug:
                self._views.quantity = quantity
        for view in VIEWS:
            if view == message.slug:
                self._views.view = view
        self.show_measurement()

    def action_scale(self) -> None:
        """Let the axes go up by factors, or by amounts."""
        self._views.logarithmic = not self._views.logarithmic

    def action_step(self, place: int) -> None:
        """Step through a version as its file is now, with a few rows."""
        if self.is_measuring:
            self._say("It would disturb the measuring: stop it (k).")
            return
        from ormlab_tui.lab.screens.lab_screen import LabScreen

        try:
            source = self.versions.to_step(place, self._database)
        except RunError as error:
            self._say(str(error))
        else:
            title = f"{source.path.name} with {source.arguments[0]} rows"
            self.app.push_screen(LabScreen(source, title))

    @work(group="asking")
    async def action_database(self) -> None:
        """Ask for the database to measure on."""
        if self.is_measuring:
            self._say("It is still being measured: stop it (k).")
            return
        here = self._database.url or os.environ.get(URL_VARIABLE, "own")
        question = "Measure on (its tables are made anew)"
        answer = await self.app.push_screen_wait(Ask(question, here, example="own, or a URL"))
        if answer is None:
            return
        try:
            self._database = await asyncio.to_thread(chosen_database, answer)
        except ValueError as error:
            self._say(f"{error}.")
        else:
            self.show_measurement()

    def action_brief(self) -> None:
        """Read the brief."""
        from ormlab_tui.lab.screens.reading import Reading

        self.app.push_screen(Reading(self._heading, self._exercise.brief, "Esc closes"))

    def action_leave(self) -> None:
        """Go back to the tasks; what is being measured is stopped."""
        self.dismiss(False)

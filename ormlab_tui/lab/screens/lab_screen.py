"""The lab screen: one recording, walked through; a cursor moves and every pane follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Footer
from textual.worker import get_current_worker

from ormlab_tui.lab.keys import LAB_KEYS, PANE_KEYS, pane_keys
from ormlab_tui.lab.live_recording import RecordingFile, Script, Source, follow, take_in
from ormlab_tui.lab.pane_texts import save_text
from ormlab_tui.lab.panes import PANES, Pane
from ormlab_tui.lab.panes.code import CodePane
from ormlab_tui.lab.run_words import nothing_ran
from ormlab_tui.lab.screens.stepping import SteppingScreen
from ormlab_tui.lab.widgets.pane_tabs import PaneTabs
from ormlab_tui.lab.widgets.problem import Problem
from ormlab_tui.lab.widgets.status_line import StatusLine
from ormlab_tui.lab.widgets.timeline import Timeline
from ormlab_tui.recording import Recording, RecordingError
from ormlab_tui.recording.messages import Message
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.run import Run

_PUBLISH_SECONDS = 0.1
_FEW_ROWS = 30
#: The size from which the code stands beside a pane, and that from which all stand together.
_BESIDE_WIDTH, _TOGETHER_HEIGHT = 120, 36
ARRANGEMENTS = ("-tabs", "-beside", "-together", "-alone")
_NAMES = [(CodePane.slug, CodePane.title), *((kind.slug, kind.title) for kind in PANES)]
#: How the panes follow each other where they stand together, row by row.
_GRID = ("sql", "objects", "variables", "output", "identity-map", "database")


def arrangement(width: int, height: int) -> str:
    """Return the class that says how the panes stand on a screen of that size."""
    if width < _BESIDE_WIDTH:
        return "-tabs"
    return "-beside" if height < _TOGETHER_HEIGHT else "-together"


class LabScreen(SteppingScreen):
    """A recording, opened or being made, and the place in it where the lab stands."""

    CSS_PATH = "lab_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*LAB_KEYS, *pane_keys(_NAMES)]

    active_pane: reactive[str] = reactive(PANES[0].slug, repaint=False)
    """The pane shown where there is room for one."""

    maximised: reactive[str | None] = reactive(None, repaint=False)
    """The pane that fills the screen, if one does."""

    def __init__(
        self, source: Source, title: str, brief: str | None = None, *, brief_first: bool = True
    ) -> None:
        """`brief_first`: the brief is shown at once, not only when it is asked for."""
        super().__init__(title)
        self._source = source
        self._brief = brief
        self._brief_first = brief_first
        self._run: Run | None = None
        self._grown = False
        self._publishing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Return the status line, the panes, the timeline and the footer."""
        kinds = {kind.slug: kind for kind in PANES}
        yield StatusLine()
        yield Problem()
        with Container(id="panes"):
            yield CodePane().data_bind(LabScreen.moment)
            yield PaneTabs(
                [(key, slug, title) for key, (slug, title) in zip(PANE_KEYS, _NAMES, strict=True)][
                    1:
                ]
            )
            for slug in _GRID:
                yield kinds[slug]().data_bind(LabScreen.moment)
        yield from self.compose_below()
        yield Timeline()
        yield Footer(compact=True, show_command_palette=False)

    def compose_below(self) -> ComposeResult:
        """Return what stands between the panes and the timeline: nothing here."""
        yield from ()

    def on_mount(self) -> None:
        """Show the frame first, then open or record."""
        self._show_active()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.show_status()
        if self._brief_first:
            self.action_brief()
        if isinstance(self._source, Script):
            self._record(self._source)
        else:
            self._open(self._source)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to come: the recording is whole, or there is none to have."""
        return not self.running and (self.recording is not None or self.query_one(Problem).display)

    # --- the recording, opened or made ---------------------------------------------------

    @work(thread=True, exclusive=True, group="recording")
    def _open(self, source: RecordingFile) -> None:
        try:
            opened = source.open()
        except RecordingError as error:
            self._from_thread(self._fail, str(error))
        else:
            self._from_thread(self._opened, opened.recording, opened.notice)

    @work(thread=True, exclusive=True, group="recording")
    def _record(self, source: Script) -> None:
        worker = get_current_worker()
        try:
            run = self._run = source.run()
            self._from_thread(self._started)
            follow(
                run,
                lambda messages: self._from_thread(self._arrived, messages),
                lambda: worker.is_cancelled or not self.is_running,
            )
        except (RunError, RecordingError) as error:
            self._from_thread(self._fail, str(error))
        else:
            self._from_thread(self._ended)

    def _from_thread(self, callback: object, *arguments: object) -> None:
        """Call back in the app's own thread, unless the screen has gone meanwhile."""
        if self.is_running and not get_current_worker().is_cancelled:
            self.app.call_from_thread(callback, *arguments)  # type: ignore[arg-type]

    def _opened(self, recording: Recording, notice: str | None) -> None:
        self.take_recording(recording)
        self._show_end()
        if notice is not None:
            self.notify(notice, severity="warning", timeout=10, markup=False)

    def _started(self) -> None:
        self.running = True
        self._publishing = self.set_interval(_PUBLISH_SECONDS, self._publish)

    def _arrived(self, messages: Sequence[Message]) -> None:
        recording = take_in(self.recording, messages)
        if recording is not None and self.recording is None:
            self.take_recording(recording)
        self._grown = True

    def _ended(self) -> None:
        self._stop_publishing()
        self._publish()
        self._show_end()

    def _stop_publishing(self) -> None:
        self.running = False
        self._grown = True
        if self._publishing is not None:
            self._publishing.stop()

    def _publish(self) -> None:
        """Show how far the recording is, at most a few times a second."""
        if not self._grown or self.recording is None:
            return
        self._grown = False
        self._timeline.recording_grew()
        self.query_one(CodePane).recording_grew()
        self.show_status()

    def watch_running(self, running: bool) -> None:
        """Say on the timeline whether there is more to come."""
        if self.is_mounted:
            self._timeline.running = running

    def _fail(self, sentence: str) -> None:
        self._stop_publishing()
        self.query_one(Problem).show("This can't be opened", sentence)
        self.show_status()

    def _show_end(self) -> None:
        recording = self.recording
        if recording is not None and recording.end is not None and not recording.steps:
            self.query_one(Problem).show(*nothing_ran(recording))
        self.show_status()
        if recording is not None:
            self.recording_is_whole(recording)

    def recording_is_whole(self, recording: Recording) -> None:
        """Hear that nothing more will be added to the recording; for those who derive."""

    def on_unmount(self) -> None:
        """End a run that nobody watches any more."""
        if self._run is not None:
            self._run.cancel()

    # --- panes -----------------------------------------------------------------------------

    def on_pane_tabs_chosen(self, message: PaneTabs.Chosen) -> None:
        """Show the pane whose tab was clicked."""
        self.action_show_pane(message.slug)

    def action_show_pane(self, slug: str) -> None:
        """Show a pane and give it the focus."""
        if slug != CodePane.slug:
            self.active_pane = slug
        if self.maximised is not None:
            self.maximised = slug
        self._show_active()
        self.call_after_refresh(self._pane(slug).focus)

    def point_at(self, slug: str) -> None:
        """Show a pane without giving it the focus, in place of another that is shown."""
        if slug != CodePane.slug:
            self.active_pane = slug
        if self.maximised is not None:
            self.maximised = slug
        for pane in self.query(Pane):
            pane.set_class(pane.slug == slug, "-pointed-at")
        self._show_active()

    def action_cycle_pane(self, by: int) -> None:
        """Show the pane after the one in focus, or before it."""
        slugs = [slug for slug, _ in _NAMES]
        here = self.focused_pane.slug
        self.action_show_pane(slugs[(slugs.index(here) + by) % len(slugs)])

    def action_toggle_maximised(self) -> None:
        """Fill the screen with the pane in focus, or show all panes again."""
        self.maximised = None if self.maximised is not None else self.focused_pane.slug
        self._show_active()
        self.call_after_refresh(self.focused_pane.focus)

    def action_copy_pane(self) -> None:
        """Copy the text of the pane in focus, as the terminal allows it."""
        pane = self.focused_pane
        self.app.copy_to_clipboard(pane.whole_text())
        self.say(f"{pane.title} copied. If your terminal takes no copies, Y saves a file.")

    def action_save_pane(self) -> None:
        """Write the text of the pane in focus into a new file in this folder."""
        pane = self.focused_pane
        self.say(save_text(pane.whole_text(), f"ormlab-{pane.slug}"))

    @property
    def focused_pane(self) -> Pane:
        """The pane that has the focus, or else the one that is shown."""
        if self.maximised is not None:
            return self._pane(self.maximised)
        focused = self.focused
        while focused is not None and not isinstance(focused, Pane):
            focused = focused.parent  # type: ignore[assignment]
        return focused if focused is not None else self._pane(self.active_pane)

    def _pane(self, slug: str) -> Pane:
        return self.query_one(f"#pane-{slug}", Pane)

    def on_resize(self) -> None:
        """Arrange the panes anew, and leave the timeline two rows where there are few."""
        self._timeline.compact = self.size.height < _FEW_ROWS
        self._show_active()

    def _show_active(self) -> None:
        for pane in self.query(Pane):
            pane.set_class(pane.slug == self.active_pane, "-active")
            pane.set_class(pane.slug == self.maximised, "-maximised")
        arranged = "-alone" if self.maximised is not None else arrangement(*self.size)
        for each in ARRANGEMENTS:
            self.set_class(each == arranged, each)
        self.query_one(PaneTabs).active = self.maximised or self.active_pane

    # --- the rest --------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what makes no sense here and now."""
        if action == "cancel":
            return self.running
        if action == "record_again":
            return isinstance(self._source, Script) and not self.running
        if action == "brief":
            return self._brief is not None
        return True

    def action_cancel(self) -> None:
        """Stop the script; what was recorded stays."""
        if self._run is not None:
            self._run.cancel()
            self.say("Stopping the script.")

    def action_record_again(self) -> None:
        """Run the script anew, from the file as it is now."""
        if isinstance(self._source, Script):
            self.take_recording(None)
            self.query_one(Problem).hide()
            self._record(self._source)

    def action_brief(self) -> None:
        """Read the exercise's brief."""
        if self._brief is not None:
            from ormlab_tui.lab.screens.reading import Reading

            self.app.push_screen(Reading(self.heading, self._brief))

    def action_leave(self) -> None:
        """Show all panes again, or go to the course list."""
        if self.maximised is not None:
            self.action_toggle_maximised()
        else:
            self.app.show_courses()  # type: ignore[attr-defined]

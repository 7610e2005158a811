"""The app: which screen is first, the themes, and what every screen shares."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.actions import ActionParseResult
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from ormlab_tui.failure_log import error_name, write_failure
from ormlab_tui.lab.inert_text import InertFilter
from ormlab_tui.lab.keys import APP_KEYS
from ormlab_tui.lab.learning import Learning
from ormlab_tui.lab.leaving import AsksFirst
from ormlab_tui.lab.pane_failure import Guarded
from ormlab_tui.lab.start import (
    CourseStart,
    ExerciseStart,
    RecordingStart,
    ScriptStart,
    Start,
)
from ormlab_tui.lab.style_sheets import CSS_PATHS
from ormlab_tui.lab.themes import THEMES, first_theme, theme_after
from ormlab_tui.settings import Settings, load_settings

if TYPE_CHECKING:
    from ormlab_tui.course.model import Course, Exercise
    from ormlab_tui.lab.live_recording import Source
    from ormlab_tui.progress.opening import OpenedProgress


class LabApp(App[None]):
    """The lab, opened on a course, an exercise, a script or a recording."""

    TITLE = "ORMLab"
    CSS_PATH: ClassVar[list[str | PurePath]] = list(CSS_PATHS)
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS
    monochrome: reactive[bool] = reactive(False, init=False)
    """Whether only shades of grey are shown; NO_COLOR does it for good."""

    def __init__(
        self,
        start: Start | None = None,
        *,
        course: Path | None = None,
        workspaces: Path | None = None,
        settings: Settings | None = None,
    ) -> None:
        """`course` is a folder beside the usual courses, `workspaces` where the learner works."""
        super().__init__()
        self._start: Start = CourseStart() if start is None else start
        self.course_folder = course
        self.settings = Settings() if settings is None else settings
        self.workspaces = workspaces
        self.learning = Learning(self._open_progress)
        #: Sentences about the settings that the user is to see first.
        self.notices: tuple[str, ...] = ()
        #: What ended the lab, in one sentence, if it was a failure of its own.
        self.failure: str | None = None
        self._inert = InertFilter()
        self._monochrome = Monochrome(enabled=True)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = first_theme(self.settings.theme, self.settings.colour_blind)
        if self.settings.reduced_motion:
            self.animation_level = "none"
        self.set_keymap({name: ",".join(keys) for name, keys in self.settings.keymap.items()})

    def _open_progress(self) -> OpenedProgress:
        from ormlab_tui.progress import open_progress

        return open_progress(self.settings.database_url)

    def compose(self) -> ComposeResult:
        """Return what is seen until the first screen is there."""
        yield Static(f" {self.TITLE} · opening {self._start.name}", markup=False)

    def on_mount(self) -> None:
        """Show what the start asks for; in a terminal, once something is to be seen in it."""
        for notice in self.notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)
        if self.is_headless:
            self._open_first()
        else:
            self.call_after_refresh(self._open_first)

    def _open_first(self) -> None:
        start = self._start
        if isinstance(start, CourseStart | ExerciseStart):
            from ormlab_tui.lab.screens.home import HomeScreen

            self.push_screen(
                HomeScreen(start.exercise if isinstance(start, ExerciseStart) else None)
            )
        else:
            self.open_start(start)

    def on_unmount(self) -> None:
        """Wait until all that was done is noted."""
        self.learning.close()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for; what goes wrong in a pane is shown in it."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:
            if not isinstance(default_namespace, Guarded) or not default_namespace.fail(error):
                raise
            return True

    def note_failure(self, error: BaseException) -> None:
        """Log what ends the lab, the first time, for whoever opened it to say."""
        if self.failure is None:
            log = write_failure(error, "the lab")
            known = (
                "no log of it could be written (ormlab doctor says why)"
                if log is None
                else f"what is known of it, without your code and data, is in {log}"
            )
            self.failure = (
                f"the lab has failed and was closed: {error_name(error)}; what you had saved is "
                f"kept, and {known}"
            )

    def _handle_exception(self, error: Exception) -> None:
        # Here Textual comes with whatever no widget has dealt with.
        self.note_failure(error.error if isinstance(error, WorkerFailed) else error)
        super()._handle_exception(error)
        self._exit_renderables.clear()

    def _fatal_error(self) -> None:
        # Textual's own prints a traceback with source lines and values.
        self.bell()
        self._close_messages_no_wait()

    def open_start(self, start: ScriptStart | RecordingStart) -> None:
        """Open a script or a recording."""
        from ormlab_tui.lab.live_recording import RecordingFile, Script
        from ormlab_tui.lab.screens.lab_screen import LabScreen

        if isinstance(start, ScriptStart):
            source: Source = Script(start.script, start.arguments, start.limits)
            self.push_screen(LabScreen(source, start.script.name))
        else:
            self.push_screen(LabScreen(RecordingFile(start.path), start.path.name))

    @work(group="exercise", exclusive=True)
    async def open_exercise(self, course: Course, exercise: Exercise) -> None:
        """Take the learner through an exercise, and come back to the course list."""
        from ormlab_tui.lab.exercise_flow import take

        await take(self, course, exercise)

    def show_courses(self) -> None:
        """Go to the course list, leaving what is open."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            from ormlab_tui.lab.screens.home import HomeScreen

            self.switch_screen(HomeScreen())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to every line, greyscale as the last."""
        grey = [self._monochrome] if self.monochrome else []
        return [self._inert, *super().get_line_filters(), *grey]

    def watch_monochrome(self, monochrome: bool) -> None:
        """Draw everything anew."""
        self.refresh_css()
        self.screen.refresh(layout=True)

    def action_toggle_no_colour(self) -> None:
        """Show shades of grey only, or colours again."""
        self.monochrome = not self.monochrome

    def action_next_theme(self) -> None:
        """Change to the next of the lab's themes."""
        self.theme = theme_after(self.theme)

    async def action_quit(self) -> None:
        """Leave ORMLab, unless a screen asks first what is to become of unsaved work."""
        if not any(
            isinstance(screen, AsksFirst) and screen.asks_first() for screen in self.screen_stack
        ):
            self.exit()

    def action_help(self) -> None:
        """Show every key that does something here."""
        from ormlab_tui.lab.screens.help import Help, keys_of

        self.push_screen(Help(keys_of(self, self.screen)))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield every key's action for the command palette, and the choice of a theme."""
        yield SystemCommand("Choose a theme", "From all themes", self.action_change_theme)
        seen: set[tuple[object, str]] = set()
        for active in screen.active_bindings.values():
            binding, node = active.binding, active.node
            if not binding.description or binding.system or (node, binding.action) in seen:
                continue
            seen.add((node, binding.action))
            key = self.get_key_display(binding)

            async def act(action: str = binding.action, node: object = node) -> None:
                await self.run_action(action, node)  # type: ignore[arg-type]

            yield SystemCommand(binding.tooltip or binding.description, f"key {key}", act)


def open_lab(start: Start, course: Path | None = None, workspaces: Path | None = None) -> None:
    """Run the lab until the user leaves it.

    Should it fail, it is said in one sentence once the terminal is restored, and the process
    exits with status 1.
    """
    loaded = load_settings()
    app = LabApp(start, course=course, workspaces=workspaces, settings=loaded.settings)
    app.notices = loaded.notices
    try:
        app.run()
    except Exception as error:
        app.note_failure(error)
    if app.failure is not None:
        with suppress(RuntimeError):
            # What was to be noted still is, unless it has been on the way out.
            app.learning.close()
        from ormlab_tui.account import printable

        print(f"ormlab: {printable(app.failure)}", file=sys.stderr)
        sys.exit(1)

"""The app: which screen is first, the themes, and what every screen shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome
from textual.reactive import reactive
from textual.screen import Screen

from ormlab_tui.lab.keys import APP_KEYS
from ormlab_tui.lab.live_recording import RecordingFile, Script
from ormlab_tui.lab.panes import CSS_PATHS
from ormlab_tui.lab.start import (
    CourseStart,
    RecordingStart,
    ScriptStart,
    Start,
)
from ormlab_tui.lab.themes import DARK, THEMES, theme_after

if TYPE_CHECKING:
    from ormlab_tui.course.model import Exercise


class LabApp(App[None]):
    """The lab, opened on a course, an exercise, a script or a recording."""

    TITLE = "ORMLab"
    CSS_PATH: ClassVar[list[str | PurePath]] = list(CSS_PATHS)
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS
    monochrome: reactive[bool] = reactive(False)
    """Whether only shades of grey are shown; NO_COLOR does it for good."""

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self._start: Start = CourseStart() if start is None else start
        self._monochrome = Monochrome(enabled=False)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """Show the screen that the start asks for."""
        self.push_screen(self._screen_for(self._start))

    def _screen_for(self, start: Start) -> Screen[None]:
        # The screens are imported when they are shown: the first paint waits for nothing else.
        if isinstance(start, CourseStart):
            from ormlab_tui.lab.screens.home import HomeScreen

            return HomeScreen()
        from ormlab_tui.lab.screens.lab_screen import LabScreen

        if isinstance(start, ScriptStart):
            return LabScreen(Script(start.script, start.arguments, start.limits), start.script.name)
        if isinstance(start, RecordingStart):
            return LabScreen(RecordingFile(start.path), start.path.name)
        from ormlab_tui.course.load import load_course

        return self._screen_of(load_course().exercise(start.exercise))

    def _screen_of(self, exercise: Exercise) -> Screen[None]:
        from ormlab_tui.lab.exercise_source import exercise_script
        from ormlab_tui.lab.screens.lab_screen import LabScreen

        script = exercise_script(exercise)
        assert script is not None
        return LabScreen(script, f"{exercise.id} {exercise.title}", exercise.brief)

    def open_exercise(self, exercise: Exercise) -> None:
        """Open an exercise over the course list."""
        self.push_screen(self._screen_of(exercise))

    def open_start(self, start: Start) -> None:
        """Open a script or a recording over the course list."""
        self.push_screen(self._screen_for(start))

    def show_courses(self) -> None:
        """Go to the course list, leaving what is open."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.switch_screen(self._screen_for(CourseStart()))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to every line, greyscale as the last."""
        return [*super().get_line_filters(), *([self._monochrome] if self.monochrome else [])]

    def watch_monochrome(self, monochrome: bool) -> None:
        """Draw everything anew."""
        self._monochrome.enabled = monochrome
        self.refresh_css()
        self.screen.refresh(layout=True)

    def action_toggle_no_colour(self) -> None:
        """Show shades of grey only, or colours again."""
        self.monochrome = not self.monochrome

    def action_next_theme(self) -> None:
        """Change to the next of the lab's themes."""
        self.theme = theme_after(self.theme)

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


def open_lab(start: Start) -> None:
    """Run the lab until the user leaves it."""
    LabApp(start).run()

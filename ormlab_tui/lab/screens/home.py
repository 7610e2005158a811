"""The course list: the levels with their exercises; Enter opens one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Course, CourseError, Exercise
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.keys import HOME_KEYS
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.start import RecordingStart, ScriptStart
from ormlab_tui.lab.widgets.line_list import LineList, Lines

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp


class CourseLines(Lines):
    """A course's levels and exercises, one line each, and one for what could not be loaded."""

    def __init__(self, course: Course) -> None:
        self._lines: list[Content] = []
        self.exercises: list[Exercise | None] = []
        for level in course.levels:
            self._add(Content.styled(f" {inert(level.title)}", "bold $text-secondary"), None)
            for exercise in course.exercises:
                if exercise.level == level.id:
                    self._add(_exercise_line(exercise), exercise)
            self._add(Content(""), None)
        for problem in course.problems:
            self._add(Content.styled(f" ! {inert(problem)}", signs.ERROR.style), None)
        self.count = len(self._lines)

    def _add(self, line: Content, exercise: Exercise | None) -> None:
        self._lines.append(line)
        self.exercises.append(exercise)

    def line(self, index: int) -> Content:
        """Return the line."""
        return self._lines[index]


def _exercise_line(exercise: Exercise) -> Content:
    return Content.assemble(
        (f"   {inert(exercise.id):<6}", "bold $text-primary"),
        (inert(exercise.title), "$foreground"),
    )


class HomeScreen(Screen[None]):
    """The course list."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = HOME_KEYS

    app: LabApp

    def compose(self) -> ComposeResult:
        """Return the heading, the list and the footer."""
        yield Static(id="home-heading")
        yield LineList(id="home-exercises")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Load the course and stand on its first exercise."""
        try:
            course = load_course()
        except CourseError as error:
            self._heading.update(Content.styled("ORMLab", "bold $text-primary"))
            self._list.show(Lines(), f"The course can't be opened: {error}.")
            return
        self._heading.update(
            Content.assemble(
                ("ORMLab", "bold $text-primary"), (f"  {inert(course.title)}", "$foreground")
            )
        )
        lines = CourseLines(course)
        self._list.show(lines, "This course has no exercises.")
        first = next((at for at, each in enumerate(lines.exercises) if each is not None), None)
        self._list.highlight(first)
        self._list.focus()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Open the exercise on the line."""
        message.stop()
        self._open(message.index)

    def action_open(self) -> None:
        """Open the highlighted exercise."""
        if self._list.highlighted is not None:
            self._open(self._list.highlighted)

    def _open(self, line: int) -> None:
        lines = self._list.lines
        exercise = lines.exercises[line] if isinstance(lines, CourseLines) else None
        if exercise is not None:
            self.app.open_exercise(exercise)

    @work(group="asking")
    async def action_ask_script(self) -> None:
        """Ask for a script or a recording and open it."""
        answer = await self.app.push_screen_wait(
            Ask("Open", example="a Python script, or an .ormrec file")
        )
        if answer is not None:
            path = Path(answer).expanduser()
            start = RecordingStart(path) if path.suffix == ".ormrec" else ScriptStart(path)
            self.app.open_start(start)

    @property
    def _list(self) -> LineList:
        return self.query_one(LineList)

    @property
    def _heading(self) -> Static:
        return self.query_one("#home-heading", Static)

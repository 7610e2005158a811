"""The course list: levels and exercises, how each stands, and the beliefs they are about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer

from ormlab_tui.course.discover import Courses, discover_courses
from ormlab_tui.course.model import Course, CourseError, Exercise
from ormlab_tui.lab.home_lines import BeliefLines, CourseLines, CourseStanding
from ormlab_tui.lab.keys import HOME_KEYS
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.start import RecordingStart, ScriptStart
from ormlab_tui.lab.widgets.line_list import LineList, Lines, OpeningList
from ormlab_tui.lab.widgets.status_line import Status, StatusLine

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp
    from ormlab_tui.progress.notebook import Progress

_BESIDE_WIDTH = 120


class ExerciseList(OpeningList):
    """The exercises; headings are passed by."""

    def can_open(self, index: int) -> bool:
        """Return whether there is an exercise on the line."""
        lines = self.lines
        return not isinstance(lines, CourseLines) or lines.exercise_at(index) is not None


class HomeScreen(Screen[None]):
    """The course list. `opening` is an exercise to open at once."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = HOME_KEYS

    app: LabApp

    def __init__(self, opening: str | None = None) -> None:
        super().__init__()
        self._opening = opening
        self._courses = Courses((), ())
        self._standings: dict[str, CourseStanding] = {}
        self._resume: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """Return the lists and the footer."""
        yield StatusLine()
        with Container(id="home"):
            yield ExerciseList(id="home-exercises")
            yield LineList(id="home-beliefs")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Load the courses and stand on the first exercise."""
        self.query_one(StatusLine).status = Status("ORMLab", "loading the course…")
        try:
            self._courses = discover_courses(self.app.course_folder)
        except CourseError as error:
            self._list.show(Lines(), f"The course can't be opened: {error}.")
            return
        self._show()
        self._list.focus()
        self._read_standings()
        if self._opening is not None:
            self._open_by_id(self._opening)

    def on_resize(self) -> None:
        """Put the beliefs beside the exercises where there is room."""
        self.set_class(self.size.width >= _BESIDE_WIDTH, "-beside")

    def on_screen_resume(self) -> None:
        """Show what has been done meanwhile."""
        if self._courses.courses:
            self._read_standings()

    @work(exclusive=True, group="standings")
    async def _read_standings(self) -> None:
        courses = self._courses.courses

        def read(progress: Progress) -> dict[str, CourseStanding]:
            return {
                course.id: CourseStanding(
                    progress.standings(course.id),
                    progress.beliefs(course.id),
                    progress.resume_point(course.id),
                )
                for course in courses
            }

        self._standings = await self.app.learning.read(read)
        self._show()
        if self.app.learning.notice is not None:
            self.notify(self.app.learning.notice, severity="warning", timeout=15, markup=False)
            self.app.learning.notice = None

    def _show(self) -> None:
        lines = CourseLines(self._courses, self._standings)
        here = self._list.highlighted
        self._list.show(lines, "There is no exercise here.")
        self._list.highlight(here if here is not None else lines.first)
        beliefs = self.query_one("#home-beliefs", LineList)
        beliefs.show(BeliefLines(self._courses, self._standings), "")
        title = self._courses.courses[0].title if len(self._courses.courses) == 1 else "Courses"
        self.query_one(StatusLine).status = Status("ORMLab", title, lines.summary)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Open the exercise on the line."""
        message.stop()
        if message.line_list is self._list:
            self._open(message.index)

    def _open(self, line: int) -> None:
        lines = self._list.lines
        found = lines.exercise_at(line) if isinstance(lines, CourseLines) else None
        if found is not None:
            self._take(*found)

    def _open_by_id(self, exercise_id: str) -> None:
        for course in self._courses.courses:
            for exercise in course.exercises:
                if exercise.id == exercise_id:
                    lines = self._list.lines
                    if isinstance(lines, CourseLines):
                        self._list.highlight(lines.line_of(course, exercise))
                    self._take(course, exercise)
                    return
        self.notify(f"There is no exercise {exercise_id}.", severity="error", markup=False)

    def _take(self, course: Course, exercise: Exercise) -> None:
        self.app.open_exercise(course, exercise)

    def action_resume(self) -> None:
        """Open the exercise that was worked on last."""
        points = [
            each.resume for each in self._standings.values() if each.resume and each.resume.at
        ]
        if points:
            last = max(points, key=lambda point: point.at or 0)
            for course in self._courses.courses:
                if course.id == last.course:
                    self._open_by_id(last.exercise)
                    return
        self.query_one(StatusLine).message = "Nothing is begun: Enter opens an exercise."

    @work(group="asking")
    async def action_ask_script(self) -> None:
        """Ask for a script or a recording and open it."""
        answer = await self.app.push_screen_wait(
            Ask("Open", example="a Python script, or an .ormrec file")
        )
        if answer is not None:
            path = Path(answer).expanduser()
            self.app.open_start(
                RecordingStart(path) if path.suffix == ".ormrec" else ScriptStart(path)
            )

    @property
    def _list(self) -> LineList:
        return self.query_one("#home-exercises", LineList)

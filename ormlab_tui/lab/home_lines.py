"""What the course list shows: exercises with how they stand, and beliefs with how they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ormlab_tui.course.discover import Courses
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import Lines
from ormlab_tui.lab.words import counted

if TYPE_CHECKING:
    from ormlab_tui.progress import BeliefStanding, ResumePoint, Standing, StandingState

STANDING_SIGNS: Final[dict[StandingState, Sign]] = {
    "new": Sign("·", signs.QUIET),
    "begun": Sign("◐", "$text-warning"),
    "done": Sign("✓", "$text-success"),
    "due again": Sign("↻", "bold $text-accent"),
}


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """How the learner stands in one course."""

    exercises: dict[str, Standing] = field(default_factory=dict)
    beliefs: dict[str, BeliefStanding] = field(default_factory=dict)
    resume: ResumePoint | None = None


class CourseLines(Lines):
    """Each course's levels and exercises, a line each, and what could not be loaded."""

    def __init__(self, courses: Courses, standings: dict[str, CourseStanding]) -> None:
        self._lines: list[Content] = []
        self._exercises: list[tuple[Course, Exercise] | None] = []
        self._done = self._total = 0
        for course in courses.courses:
            if len(courses.courses) > 1:
                self._add(Content.styled(f" {inert(course.title)}", "bold $text-accent"))
                self._add(Content(""))
            self._add_course(course, standings.get(course.id, CourseStanding()))
        for problem in (*courses.problems, *(p for c in courses.courses for p in c.problems)):
            self._add(Content.styled(f" ! {inert(problem, 500)}", signs.ERROR.style))
        self.count = len(self._lines)

    def _add_course(self, course: Course, standing: CourseStanding) -> None:
        for level in course.levels:
            there = [each for each in course.exercises if each.level == level.id]
            if not there:
                continue
            heading = f" Level {inert(level.id)}  {inert(level.title)}"
            self._add(Content.styled(heading, "bold $text-secondary"))
            for exercise in there:
                stands = standing.exercises.get(exercise.id)
                self._total += 1
                self._done += stands is not None and stands.state == "done"
                self._add(_exercise_line(exercise, stands), (course, exercise))
            self._add(Content(""))

    def _add(self, line: Content, exercise: tuple[Course, Exercise] | None = None) -> None:
        self._lines.append(line)
        self._exercises.append(exercise)

    @property
    def first(self) -> int | None:
        """The line of the first exercise."""
        return next((at for at, each in enumerate(self._exercises) if each is not None), None)

    @property
    def summary(self) -> str:
        """How many exercises are done."""
        return f"{self._done} of {counted(self._total, 'exercise')} done"

    def line_of(self, course: Course, exercise: Exercise) -> int | None:
        """Return the line of an exercise."""
        place = (course.id, exercise.id)
        return next(
            (
                line
                for line, found in enumerate(self._exercises)
                if found is not None and (found[0].id, found[1].id) == place
            ),
            None,
        )

    def exercise_at(self, line: int) -> tuple[Course, Exercise] | None:
        """Return the exercise on a line, with its course."""
        return self._exercises[line] if 0 <= line < len(self._exercises) else None

    def line(self, index: int) -> Content:
        """Return the line."""
        return self._lines[index]


def _exercise_line(exercise: Exercise, standing: Standing | None) -> Content:
    state: StandingState = standing.state if standing is not None else "new"
    sign = STANDING_SIGNS[state]
    words: str = "" if state == "new" else state
    if state == "done" and standing is not None and standing.due is not None:
        words = f"done, back on {standing.due:%d %b}"
    return Content.assemble(
        (f"   {sign.sign} ", sign.style),
        (f"{inert(exercise.id):<6}", "bold $text-primary"),
        (f"{inert(exercise.title):<34}", "$foreground"),
        (f"  {words}", sign.style),
    )


class BeliefLines(Lines):
    """The misconceptions of the courses, each with how the learner stands on it."""

    def __init__(self, courses: Courses, standings: dict[str, CourseStanding]) -> None:
        self._lines: list[Content] = []
        for course in courses.courses:
            if not course.misconceptions:
                continue
            self._lines.append(Content.styled(" Widely believed", "bold $text-secondary"))
            beliefs = standings.get(course.id, CourseStanding()).beliefs
            for misconception in course.misconceptions:
                sign, words = belief_words(beliefs.get(misconception.id))
                self._lines.append(
                    Content.assemble(
                        (f" {sign.sign} ", sign.style), (inert(misconception.belief), "$foreground")
                    )
                )
                self._lines.append(Content.styled(f"     {words}", sign.style))
            self._lines.append(Content(""))
        self.count = len(self._lines)

    def line(self, index: int) -> Content:
        """Return the line."""
        return self._lines[index]


def belief_words(standing: BeliefStanding | None) -> tuple[Sign, str]:
    """Return how the learner stands on a misconception, as a sign and in a few words."""
    if standing is None:
        return Sign("·", signs.QUIET), "not met yet"
    answers = f"{standing.right} right, {standing.wrong} wrong"
    if standing.held:
        return Sign("✗", "$text-error"), f"it led you astray: {answers}"
    if standing.wrong:
        return Sign("≈", "$text-warning"), f"overcome, the last answer was right: {answers}"
    return Sign("✓", "$text-success"), f"you see through it: {answers}"

"""Progress as lines of text, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ormlab_tui.account import counted, printable
from ormlab_tui.course.discover import Courses
from ormlab_tui.course.model import Course
from ormlab_tui.progress.model import BeliefStanding, Standing
from ormlab_tui.progress.notebook import Progress

_SIGNS = {"new": "·", "begun": "›", "done": "✓", "due again": "!"}


def progress_account(progress: Progress, courses: Courses) -> Iterator[str]:
    """Yield each course's exercises with their standing, and its misconceptions.

    Raises ProgressError if they can't be read.
    """
    for course in courses.courses:
        yield from _course_account(progress, course)
    known = {course.id for course in courses.courses}
    for name in dict.fromkeys(attempt.course for attempt in progress.history()):
        if name not in known:
            yield printable(f"{name} (a course that is not here)")
            for standing in progress.standings(name).values():
                yield _exercise_line(standing, standing.exercise, "")
            yield ""
    yield printable(f"kept in {progress.place}")


def _course_account(progress: Progress, course: Course) -> Iterator[str]:
    standings = progress.standings(course.id)
    beliefs = progress.beliefs(course.id)
    yield printable(course.title)
    width = max((len(exercise.title) for exercise in course.exercises), default=0)
    for level in course.levels:
        yield printable(f"  Level {level.id}: {level.title}")
        for exercise in course.exercises:
            if exercise.level == level.id:
                standing = standings.get(exercise.id, Standing(course.id, exercise.id))
                yield _exercise_line(standing, exercise.id, f"{exercise.title:<{width}}")
    if course.misconceptions:
        yield "  Widely believed"
    for misconception in course.misconceptions:
        yield printable(f"    {misconception.belief}")
        yield f"      {_belief_words(beliefs.get(misconception.id))}"
    yield ""


def _exercise_line(standing: Standing, number: str, title: str) -> str:
    words = f"    {_SIGNS[standing.state]} {number:<5} {title}  {_words(standing)}"
    return printable(words.rstrip())


def _words(standing: Standing) -> str:
    if standing.state == "new":
        return "new"
    attempts = counted(standing.attempts, "attempt")
    if standing.state == "begun":
        return f"begun on {_day(standing.begun)}, {attempts}"
    if standing.state == "due again":
        return f"due again since {_day(standing.due)}, done on {_day(standing.done)}, {attempts}"
    comes_back = f", comes back on {_day(standing.due)}" if standing.due is not None else ""
    return f"done on {_day(standing.done)}, {attempts}{comes_back}"


def _belief_words(standing: BeliefStanding | None) -> str:
    if standing is None:
        return "not met yet"
    words = f"{standing.right} right, {standing.wrong} wrong"
    if standing.wrong_and_sure:
        words += f" ({standing.wrong_and_sure} of them with confidence)"
    return f"{words}; the last answer was {'wrong' if standing.held else 'right'}"


def _day(moment: datetime | None) -> str:
    """Return the day where the user is."""
    return "?" if moment is None else f"{moment.astimezone():%Y-%m-%d}"

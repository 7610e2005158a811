"""Proving a course: every claim that it makes, tried, and each that fails in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple

from ormlab_tui.author.course_files import course_file_problems, exercise_file_problems
from ormlab_tui.author.exercise_recordings import recording_problems
from ormlab_tui.author.graded_tasks import graded_task_problems
from ormlab_tui.author.tried_variants import Results, check_problems
from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.variants import run_variant
from ormlab_tui.course.files import read_toml
from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Course, CourseError, Exercise

#: Most of the time a check waits for a process of its own.
_AT_ONCE = 2


class Checked(NamedTuple):
    """What was checked, the exercise's id or "course", and what is wrong with it."""

    what: str
    problems: tuple[str, ...]


def check_course(folder: Path, only: str | None = None) -> Iterator[Checked]:
    """Yield what is wrong with the course: with itself first, then with each exercise in turn.

    With `only`, one exercise. Raises CourseError if the course can't be used, or has no such
    exercise.
    """
    course = load_course(folder)
    if only is None:
        exercises = course.exercises
        yield Checked("course", (*course.problems, *course_file_problems(course)))
    else:
        exercises = (course.exercise(only),)
    stop = Event()
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        tried = [pool.submit(_check_exercise, course, exercise, stop) for exercise in exercises]
        for exercise, problems in zip(exercises, tried, strict=True):
            yield Checked(exercise.id, tuple(problems.result()))
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def _check_exercise(course: Course, exercise: Exercise, stop: Event) -> list[str]:
    """Return what is wrong with one exercise, by trying everything that it claims."""
    name = exercise.folder.name
    found: list[str] = []
    try:
        toml = read_toml(course.folder, f"{name}/exercise.toml")
        for problems in (
            exercise_file_problems(exercise),
            recording_problems(exercise, toml),
            check_problems(exercise, toml, _results),
            graded_task_problems(exercise, toml),
        ):
            if not stop.is_set():
                found += problems
    except (CheckError, CourseError, OSError) as error:
        found.append(f"{name}: can't be tried: {error}")
    return found


def _results(exercise: Exercise, variant: str, nodes: Sequence[str]) -> Results:
    return run_variant(exercise, variant, nodes).results

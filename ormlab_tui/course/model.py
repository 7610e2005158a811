"""A course as data: its levels, its exercises, and the misconceptions they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=r"\S")]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ExerciseId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+(\.[0-9]+)+$", max_length=20)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class CourseError(Exception):
    """A course, or an exercise of it, that can't be had; one sentence says why."""


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people commonly believe, and what is so."""

    id: Name
    belief: Words
    reality: Words


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of the course; exercises name it by its number."""

    number: Count
    title: Words


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one run of the exercise's script may use; None means the engine's own limit.

    Steps are a count; `max_memory` and `max_output` are in MiB.
    """

    max_steps: Count | None = None
    max_seconds: Annotated[float, msgspec.Meta(gt=0)] | None = None
    max_memory: Count | None = None
    max_output: Count | None = None


class Exercise(msgspec.Struct, frozen=True):
    """An exercise, ready to be shown: `brief` is Markdown, `script` the file to record."""

    id: str
    level: int
    title: str
    brief: str
    script: Path
    misconceptions: tuple[str, ...]
    limits: Limits


class Course(msgspec.Struct, frozen=True):
    """A course folder's content, its exercises in the order in which they are taken.

    `problems` has one sentence for each exercise that could not be loaded.
    """

    title: str
    levels: tuple[Level, ...]
    exercises: tuple[Exercise, ...]
    misconceptions: tuple[Misconception, ...]
    problems: tuple[str, ...]

    def exercise(self, exercise_id: str) -> Exercise:
        """Return the exercise with this id.

        Raises CourseError, naming the ids there are and what could not be loaded.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        ids = ", ".join(exercise.id for exercise in self.exercises) or "none"
        broken = "".join(f"; not loaded: {problem}" for problem in self.problems)
        raise CourseError(f"there is no exercise {exercise_id}: the course has {ids}{broken}")

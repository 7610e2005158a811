"""A course folder, read from disk into a Course."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from ormlab_tui.course.model import (
    Count,
    Course,
    CourseError,
    Exercise,
    ExerciseId,
    Level,
    Limits,
    Misconception,
    Name,
    Words,
)

_T = TypeVar("_T")


class _CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Words
    order: Annotated[list[Words], msgspec.Meta(min_length=1)]
    levels: list[Level]


class _MisconceptionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    misconceptions: list[Misconception]


class _ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: ExerciseId
    level: Count
    title: Words
    misconceptions: list[Name] = msgspec.field(default_factory=list)
    limits: Limits = msgspec.field(default_factory=Limits)


def load_course(folder: Path | None = None) -> Course:
    """Return the course in `folder`; by default the one that comes with ORMLab.

    An exercise that is broken is left out and reported in `Course.problems`. Raises CourseError
    if the folder, its course.toml or its misconceptions.toml can't be used.
    """
    folder = _own_folder() if folder is None else folder
    if not folder.is_dir():
        raise CourseError(f"{folder} is not a folder with a course in it")
    course = _read_toml(folder, "course.toml", _CourseFile)
    known = _read_toml(folder, "misconceptions.toml", _MisconceptionsFile).misconceptions
    _refuse_twins("course.toml", "order", course.order)
    _refuse_twins("course.toml", "levels", [level.number for level in course.levels])
    _refuse_twins("misconceptions.toml", "misconceptions", [each.id for each in known])

    levels = {level.number for level in course.levels}
    beliefs = {each.id for each in known}
    exercises: dict[str, Exercise] = {}
    problems: list[str] = []
    for name in course.order:
        try:
            exercise = _load_exercise(folder, name, levels, beliefs)
            if exercise.id in exercises:
                raise CourseError(
                    f"{name}/exercise.toml: field 'id': {exercise.id} is already taken by"
                    f" another exercise"
                )
        except CourseError as error:
            problems.append(str(error))
        else:
            exercises[exercise.id] = exercise
    problems += [
        f"course.toml: field 'order': the folder {name} is not in it"
        for name in _exercise_folders(folder)
        if name not in course.order
    ]
    return Course(
        title=course.title,
        levels=tuple(course.levels),
        exercises=tuple(exercises.values()),
        misconceptions=tuple(known),
        problems=tuple(problems),
    )


def _own_folder() -> Path:
    """Return the exercises inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "exercises"
    return installed if installed.is_dir() else package.parent / "exercises"


def _exercise_folders(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/exercise.toml"))


def _load_exercise(folder: Path, name: str, levels: set[int], beliefs: set[str]) -> Exercise:
    # Before anything is read: a name such as "../other" must not lead out of the course.
    if Path(name).name != name or name in {".", ".."}:
        raise CourseError(f"course.toml: field 'order': {name!r} is not the name of a folder here")
    if not (folder / name).is_dir():
        raise CourseError(f"course.toml: field 'order': there is no folder {name}")
    where = f"{name}/exercise.toml"
    exercise = _read_toml(folder, where, _ExerciseFile)
    if exercise.level not in levels:
        raise CourseError(
            f"{where}: field 'level': course.toml has no level {exercise.level} in its levels"
        )
    for belief in exercise.misconceptions:
        if belief not in beliefs:
            raise CourseError(
                f"{where}: field 'misconceptions': {belief!r} is not in misconceptions.toml"
            )
    brief = _read_text(folder, f"{name}/brief.md")
    _read_text(folder, f"{name}/script.py")
    return Exercise(
        id=exercise.id,
        level=exercise.level,
        title=exercise.title,
        brief=brief,
        script=folder / name / "script.py",
        misconceptions=tuple(exercise.misconceptions),
        limits=exercise.limits,
    )


def _read_toml(folder: Path, name: str, form: type[_T]) -> _T:
    try:
        data = tomllib.loads(_read_text(folder, name))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{name}: not valid TOML: {error}") from error
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError as error:
        raise CourseError(f"{name}: {_in_words(error)}") from error


def _read_text(folder: Path, name: str) -> str:
    path = folder / name
    try:
        # A symbolic link may point anywhere; the course is the folder and nothing else.
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise CourseError(f"{name}: leads out of the course's folder")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{name}: can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CourseError(f"{name}: is not UTF-8 text") from error
    if not text.strip():
        raise CourseError(f"{name}: is empty")
    return text


def _in_words(error: msgspec.ValidationError) -> str:
    """Return the error with its place first: ``field 'levels[0].title': Expected `str` ...``."""
    what, _, place = str(error).partition(" - at `$")
    field = place.rstrip("`").lstrip(".")
    return f"field '{field}': {what}" if field else what


def _refuse_twins(where: str, field: str, values: list[_T]) -> None:
    twins = [value for index, value in enumerate(values) if value in values[:index]]
    if twins:
        raise CourseError(f"{where}: field '{field}': {twins[0]} is there twice")

"""A course folder, read from disk into a Course. Loading runs nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from ormlab_tui.course.exercise_file import load_exercise
from ormlab_tui.course.fields import Name, Words
from ormlab_tui.course.files import TomlFile, as_form, read_toml
from ormlab_tui.course.model import Course, CourseError, Exercise, Level, Misconception
from ormlab_tui.printable import printable

_T = TypeVar("_T")


class _CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Words
    order: Annotated[list[Words], msgspec.Meta(min_length=1)]
    levels: list[Level]
    id: Name | None = None


class _MisconceptionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    misconceptions: list[Misconception]


def load_course(folder: Path | None = None) -> Course:
    """Return the course in `folder`; by default the one that comes with ORMLab.

    An exercise that is broken is left out and reported in `Course.problems`. Raises CourseError
    if the folder, its course.toml or its misconceptions.toml can't be used.
    """
    folder = own_folder() if folder is None else folder
    if not folder.is_dir():
        raise CourseError(f"{folder} is not a folder with a course in it")
    course_toml = read_toml(folder, "course.toml")
    course = as_form(course_toml, _CourseFile)
    known_toml = read_toml(folder, "misconceptions.toml")
    known = as_form(known_toml, _MisconceptionsFile).misconceptions
    _refuse_twins(course_toml, "order", course.order)
    _refuse_twins(course_toml, "levels", [level.id for level in course.levels])
    _refuse_twins(known_toml, "misconceptions", [each.id for each in known])

    levels = {level.id for level in course.levels}
    beliefs = {each.id for each in known}
    exercises: dict[str, Exercise] = {}
    problems: list[str] = []
    for place, name in enumerate(course.order):
        fault = _folder_fault(folder, name)
        if fault is not None:
            problems.append(course_toml.fault(f"order[{place}]", fault))
            continue
        exercise, faults = load_exercise(folder, name, levels, beliefs)
        if exercise is not None and exercise.id in exercises:
            other = exercises[exercise.id].folder.name
            faults = [f"{name}/exercise.toml: field 'id': {other} has the id {exercise.id} already"]
            exercise = None
        if exercise is not None:
            exercises[exercise.id] = exercise
        problems += faults
    problems += [
        course_toml.fault("order", f"the folder {printable(name)} is not in it")
        for name in _exercise_folders(folder)
        if name not in course.order
    ]
    return Course(
        id=course.id or _id_from(folder),
        title=course.title,
        folder=folder,
        levels=tuple(course.levels),
        exercises=tuple(exercises.values()),
        misconceptions=tuple(known),
        problems=tuple(problems),
    )


def own_folder() -> Path:
    """Return the exercises inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "exercises"
    return installed if installed.is_dir() else package.parent / "exercises"


def _exercise_folders(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/exercise.toml"))


def _folder_fault(folder: Path, name: str) -> str | None:
    # Before anything is read: a name such as "../other" must not lead out of the course.
    if Path(name).name != name or name in {".", ".."} or "\0" in name:
        return f"{name!r} is not the name of a folder here"
    if not (folder / name).is_dir():
        return f"there is no folder {name}"
    return None


def _id_from(folder: Path) -> str:
    words = re.findall(r"[a-z0-9]+", folder.resolve().name.lower())
    return "-".join(words)[:80].strip("-") or "course"


def _refuse_twins(file: TomlFile, field: str, values: list[_T]) -> None:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise CourseError(file.fault(f"{field}[{place}]", f"{value} is there twice"))

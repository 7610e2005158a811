"""A new exercise, laid into a course as a skeleton; and the course, where there is none yet."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final

import msgspec

from ormlab_tui.author.skeleton_texts import COURSE, LEVEL, MISCONCEPTIONS, exercise_texts
from ormlab_tui.course.fields import ExerciseId
from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import CourseError, ExerciseKind
from ormlab_tui.whole_file import write_whole

_ORDER: Final = re.compile(r"^order\s*=\s*\[(?P<names>[^\]]*?)\s*\]", re.MULTILINE)
_MAX_TITLE: Final = 100


def new_exercise(folder: Path, exercise_id: str, title: str, kind: ExerciseKind) -> Path:
    """Lay a new exercise into the course in `folder`, and return the exercise's folder.

    Where `folder` is not there, or empty, the course is begun as well. Nothing that is there is
    overwritten. Raises CourseError, one sentence, if it can't be done.
    """
    title = " ".join(title.split())
    _check_words(exercise_id, title)
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            folder.mkdir(parents=True, exist_ok=True)
            course_text, levels, ids = COURSE, set[str](), set[str]()
            write_whole(folder / "misconceptions.toml", MISCONCEPTIONS.encode())
        else:
            course = load_course(folder)
            course_text = (folder / "course.toml").read_text(encoding="utf-8")
            levels = {level.id for level in course.levels}
            ids = {exercise.id for exercise in course.exercises}
        if exercise_id in ids:
            raise CourseError(f"the course in {folder} has an exercise {exercise_id} already")
        target = folder / f"{exercise_id}-{_slug(title)}"
        if target.exists() or target.is_symlink():
            raise CourseError(f"{target} is there already: choose another title, or remove it")
        level = _level_of(exercise_id, levels)
        course_text = _with_folder(course_text, target.name)
        if level not in levels:
            course_text += LEVEL.format(level=level)
        _lay(target, exercise_texts(kind, exercise_id, level, title))
        write_whole(folder / "course.toml", course_text.encode())
    except OSError as error:
        raise CourseError(f"{folder} can't be written to: {error.strerror or error}") from error
    return target


def _check_words(exercise_id: str, title: str) -> None:
    try:
        msgspec.convert(exercise_id, ExerciseId)
    except msgspec.ValidationError:
        raise CourseError(
            f"{exercise_id!r} is no number of an exercise: write it like 1.6 or 2.5d"
        ) from None
    if not title or len(title) > _MAX_TITLE or not title.isprintable():
        raise CourseError(f"a title has 1 to {_MAX_TITLE} characters that can be printed")


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:50].strip("-") or "exercise"


def _level_of(exercise_id: str, levels: Set[str]) -> str:
    """Return the level that an exercise's number belongs to: the longest one that begins it."""
    number = exercise_id.rstrip("abcdefghijklmnopqrstuvwxyz")
    parts = number.split(".")
    for count in range(len(parts), 0, -1):
        level = ".".join(parts[:count])
        if level in levels:
            return level
    return parts[0]


def _with_folder(course_text: str, name: str) -> str:
    """Return the text of course.toml with the folder at the end of its order."""
    found = _ORDER.search(course_text)
    if found is not None:
        names = found["names"].rstrip(",") + "," if found["names"].strip() else ""
        order = f'order = [{names}\n    "{name}",\n]'
        text = course_text[: found.start()] + order + course_text[found.end() :]
        try:
            before = tomllib.loads(course_text)["order"]
            if tomllib.loads(text)["order"] == [*before, name]:
                return text
        except tomllib.TOMLDecodeError:
            pass
    raise CourseError(
        f"course.toml: field 'order': write it as a list with a name on each line, so that "
        f"{name} can be added"
    )


def _lay(target: Path, texts: Mapping[str, str]) -> None:
    """Make the folder with its files, whole or not at all."""
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for place, text in texts.items():
            path = beside / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        # The folder for a temporary file is closed to others; a course is not.
        beside.chmod(0o777 & ~_umask())
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

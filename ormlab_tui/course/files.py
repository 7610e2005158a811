"""Reading a course's files: bounded, inside the course's folder, with faults in one sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ormlab_tui.course.model import CourseError
from ormlab_tui.course.toml_lines import line_of

#: No file of a course is larger.
MAX_FILE_SIZE = 1024 * 1024
#: No folder of an exercise has more files.
MAX_FILES = 500
#: What tools leave behind, which is no part of a course.
IGNORED = frozenset(("__pycache__", ".pytest_cache", ".DS_Store"))
_T = TypeVar("_T")


class TomlFile(msgspec.Struct, frozen=True):
    """A TOML file's name in the course, its text and its content."""

    name: str
    text: str
    content: dict[str, Any]

    def fault(self, field: str, sentence: str) -> str:
        """Return the sentence with file, line (where it is known) and field before it."""
        line = line_of(self.text, field)
        place = self.name if line is None else f"{self.name}:{line}"
        return f"{place}: field '{field}': {sentence}" if field else f"{place}: {sentence}"


def read_text(folder: Path, name: str) -> str:
    """Return the text of a file of the course.

    Raises CourseError, one sentence, for a file that is missing, leads out of the course, is
    too large, no UTF-8, or empty.
    """
    path = folder / name
    try:
        # A symbolic link may point anywhere; the course is the folder and nothing else.
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise CourseError(f"{name}: leads out of the course's folder")
        if not path.is_file():
            raise CourseError(f"{name}: is no regular file")
        if path.stat().st_size > MAX_FILE_SIZE:
            raise CourseError(f"{name}: is larger than a file of a course may be (1 MiB)")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{name}: can't be read: {error.strerror or error}") from error
    except RuntimeError as error:
        # What Python says before 3.13.
        raise CourseError(f"{name}: can't be read: it is a link that leads to itself") from error
    except UnicodeDecodeError as error:
        raise CourseError(f"{name}: is not UTF-8 text") from error
    if not text.strip():
        raise CourseError(f"{name}: is empty")
    return text


def read_toml(folder: Path, name: str) -> TomlFile:
    """Return a TOML file of the course. Raises CourseError if it can't be read or is no TOML."""
    text = read_text(folder, name)
    try:
        return TomlFile(name, text, tomllib.loads(text))
    # A number of very many digits is Python's own ValueError.
    except (ValueError, RecursionError) as error:
        raise CourseError(f"{name}: not valid TOML: {error}") from error


def as_form(file: TomlFile, form: type[_T]) -> _T:
    """Return the file's content in its form. Raises CourseError that names line and field."""
    try:
        return msgspec.convert(file.content, form)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        raise CourseError(file.fault(place.rstrip("`").lstrip("."), what)) from error


def tree_files(folder: Path) -> list[Path]:
    """Return every file below the folder, sorted, without what tools leave behind.

    Links are among them as they are, and never followed into another folder.
    """
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.name in IGNORED or path.suffix == ".pyc":
                continue
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            else:
                found.append(path)
    return sorted(found)


def _leads_into(root: Path, link: Path) -> bool:
    try:
        return link.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        # A link that leads to itself.
        return False


def check_tree(course: Path, name: str) -> None:
    """Return if a folder of the course, with all that is below it, can be laid and run.

    Raises CourseError, one sentence, for a file that leads out of the course, is none or is too
    large, and for too many of them.
    """
    root = course.resolve()
    if not (course / name).resolve().is_relative_to(root):
        raise CourseError(f"{name}: leads out of the course's folder")
    files = tree_files(course / name)
    if len(files) > MAX_FILES:
        raise CourseError(f"{name}: has more files than a folder of a course may ({MAX_FILES})")
    for path in files:
        place = path.relative_to(course).as_posix()
        if path.is_symlink() and not _leads_into(root, path):
            raise CourseError(f"{place}: leads out of the course's folder")
        if not path.is_file():
            raise CourseError(f"{place}: is no regular file")
        if path.stat().st_size > MAX_FILE_SIZE:
            raise CourseError(f"{place}: is larger than a file of a course may be (1 MiB)")

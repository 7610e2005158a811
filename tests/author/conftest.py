"""Courses to prove. What was recorded or run of the same files before is not run again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ormlab_tui.author.check import check_course
from ormlab_tui.author.graded_tasks import graded_task_problems
from ormlab_tui.author.two_recordings import record_twice
from ormlab_tui.checks.variants import run_variant
from ormlab_tui.course.files import TomlFile, tree_files
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.variants import variant_files
from tests.course.small_course import small_course

_known: dict[object, Any] = {}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small course, sound as it stands."""
    return small_course(tmp_path)


@pytest.fixture
def problems(course: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], list[str]]:
    """A function that checks the course, or one exercise of it, and returns the problems.

    The breakages of the tests are of one file each, so most of what a check would run has been
    run by the test before: that is remembered by the content of every file that takes part.
    """

    def recorded(exercise: Exercise, files: Mapping[str, Path], script: str) -> Any:
        return _once((_content(files.values()), script), record_twice, exercise, files, script)

    def tried(exercise: Exercise, variant: str, nodes: Sequence[str]) -> Any:
        files = (*variant_files(exercise, variant).values(), *_tests(exercise))
        return _once((_content(files), *nodes), run_variant, exercise, variant, nodes)

    def graded(exercise: Exercise, toml: TomlFile) -> Iterator[str]:
        code = [path for path in tree_files(exercise.folder) if path.suffix == ".py"]
        key = (_content(code), repr(exercise.tasks))
        yield from _once(key, lambda *of: list(graded_task_problems(*of)), exercise, toml)

    monkeypatch.setattr("ormlab_tui.author.exercise_recordings.record_twice", recorded)
    monkeypatch.setattr("ormlab_tui.author.check.run_variant", tried)
    monkeypatch.setattr("ormlab_tui.author.check.graded_task_problems", graded)

    def found(only: str | None = None) -> list[str]:
        return [problem for checked in check_course(course, only) for problem in checked.problems]

    return found


def _once(key: object, run: Callable[..., Any], *arguments: object) -> Any:
    if key not in _known:
        _known[key] = run(*arguments)
    return _known[key]


def _tests(exercise: Exercise) -> tuple[Path, ...]:
    return (*exercise.visible_tests, *exercise.hidden_tests)


def _content(files: Any) -> str:
    told = hashlib.sha256()
    for path in sorted(files):
        told.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    return told.hexdigest()

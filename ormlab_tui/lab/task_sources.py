"""What can be recorded and stepped through in a workspace: a test, a script, a file of tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ormlab_tui.checks.results import TestName
from ormlab_tui.course.model import Exercise
from ormlab_tui.lab.exercise_source import limits_of_exercise
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.run import Run
from ormlab_tui.workspace import Workspace

_RUN_TESTS: Final = """\
# Runs the tests of one file, so that they can be stepped through.

from ormlab_tui.checks.stepping import run_test

run_test({file!r}, {file!r})
"""


@dataclass(frozen=True, slots=True)
class MadeRun(Script):
    """A script whose run is made only when it is to be recorded."""

    make: Callable[[], Run] | None = None

    def run(self) -> Run:
        """Return a new run of it. Raises RunError, one sentence, if there can be none."""
        if self.make is None:
            raise RunError(f"{self.path} can't be run")
        return self.make()


def test_source(exercise: Exercise, workspace: Workspace, test: TestName) -> Script:
    """Return what records one test of the exercise on a copy of the workspace."""

    def make() -> Run:
        from ormlab_tui.checks import record_test

        return record_test(exercise, workspace.folder, test)

    return MadeRun(Path(test.file), make=make)


def file_source(exercise: Exercise, workspace: Workspace, name: str) -> Script:
    """Return what records a file of a copy of the workspace: run, or by pytest if it has tests."""
    limits = limits_of_exercise(exercise)

    def make() -> Run:
        from ormlab_tui.checks.folder_run import FolderRun, InRoom
        from ormlab_tui.checks.room import SCRIPT_NAME, Room

        def lay(room: Room) -> InRoom:
            room.lay([workspace.folder], exercise.visible_tests)
            if not is_test_file(name):
                return InRoom(room.work / name)
            script = room.work / SCRIPT_NAME
            script.write_text(_RUN_TESTS.format(file=name), encoding="utf-8")
            return InRoom(script)

        return FolderRun(name, lay, limits)

    return MadeRun(Path(name), make=make)


def why_not_run(workspace: Workspace, name: str) -> str | None:
    """Return why a file can't be recorded by itself, in a sentence; None if it can."""
    if not name.endswith(".py"):
        return f"{name} is no Python file: open one to step through it."
    package = PurePosixPath(name).parent
    if (workspace.folder / package / "__init__.py").is_file() and package.parts:
        return (
            f"{name} is part of a package and does nothing by itself: step through a test, or "
            f"through a script beside the package."
        )
    return None


def is_test_file(name: str) -> bool:
    """Return whether pytest takes a file of that name for one with tests."""
    file = PurePosixPath(name).name
    return file.endswith(".py") and (file.startswith("test_") or file.endswith("_test.py"))

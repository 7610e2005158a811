"""The tests of a task of the course, ready to run on a learner's workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ormlab_tui.checks.check_run import CHECK_LIMITS, CheckRun, TestFile
from ormlab_tui.checks.results import TestName
from ormlab_tui.checks.room import Layer
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ChecksTask
from ormlab_tui.runner.limits import Limits

VISIBLE = "tests/visible"
HIDDEN = "tests/hidden"


def run_checks(
    exercise: Exercise, task: ChecksTask, workspace: Layer, *, select: Sequence[str] = ()
) -> CheckRun:
    """Return the run of a task's tests on a copy of the workspace.

    The visible tests are laid anew from the course, those of the other tasks too. `select`
    leaves out the tests that have none of its texts in their node, as a stage's does.
    """
    return CheckRun(
        workspace,
        files_of_nodes(exercise, task.tests),
        limits_of(exercise, CHECK_LIMITS),
        select=select,
        visible=exercise.visible_tests,
    )


def files_of_nodes(exercise: Exercise, nodes: Sequence[str]) -> list[TestFile]:
    """Return the test files of nodes such as ``tests/hidden/test_x.py::TestA::test_b``."""
    wanted: dict[str, list[str]] = {}
    for node in nodes:
        file, _, name = node.partition("::")
        wanted.setdefault(file, []).append(name)
    return [
        TestFile(
            exercise.folder / file,
            file.startswith(f"{HIDDEN}/"),
            # A node without a name is the whole file.
            () if "" in names else tuple(names),
        )
        for file, names in wanted.items()
    ]


def course_node(test: TestName) -> str:
    """Return a test's node as a course writes it: ``tests/visible/test_x.py::test_b``."""
    return f"{HIDDEN if test.hidden else VISIBLE}/{test.node}"


def limits_of(exercise: Exercise, defaults: Limits) -> Limits:
    """Return the limits of one run: the exercise's own where it has some, else `defaults`."""
    own = exercise.limits
    return Limits(
        own.max_steps or defaults.max_steps,
        own.max_seconds or defaults.max_seconds,
        own.max_memory or defaults.max_memory,
        own.max_output or defaults.max_output,
    )


def file_of_test(exercise: Exercise, test: TestName) -> Path:
    """Return where a test's file lies in the course."""
    return exercise.folder / (HIDDEN if test.hidden else VISIBLE) / test.file

"""The other tasks: stages that turn green, ways told apart, prints asked of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ormlab_tui.checks import (
    ApproachesVerdict,
    CheckEnd,
    FileApproach,
    StageProgress,
    StageState,
    TestName,
    TestResult,
    TestsFound,
    grade_instrument,
    record_instrument,
    recorded,
    run_checks,
    run_instrument,
    run_variant,
    try_approaches,
)
from ormlab_tui.checks.results import TestOutcome
from ormlab_tui.course import Exercise
from ormlab_tui.course.task import ApproachesTask, ChecksTask, InstrumentTask, Stage
from ormlab_tui.course.variants import SOLUTION, variant_files

from .making import SHOP, STARTER, write

pytestmark = pytest.mark.usefixtures("leaves_nothing")


def checks_of(exercise: Exercise) -> ChecksTask:
    task = exercise.task("fix")
    assert isinstance(task, ChecksTask)
    return task


# Tests of a task.


def test_tests_of_a_task_run_on_the_workspace_with_the_courses_own_files(
    exercise: Exercise, tmp_path: Path
) -> None:
    task = checks_of(exercise)
    work = write(tmp_path / "work", {"shop.py": STARTER, "test_shop.py": "def test_mine(): pass\n"})
    progress = StageProgress(task.stages)
    seen: dict[str, str] = {}
    for message in run_checks(exercise, task, work):
        progress.take(message)
        if isinstance(message, TestResult):
            seen[message.node] = message.outcome
    assert seen == {
        "test_shop.py::TestSelling::test_buyer_is_kept": "passed",
        "test_shop.py::TestStock::test_fourth_is_refused": "failed",
        "test_closely.py::test_numbers_go_up": "passed",
    }
    assert progress.states == (
        StageState("Selling", "green", 1, 1, 0),
        StageState("Stock", "red", 1, 0, 1),
    )
    assert (work / "test_shop.py").read_text() == "def test_mine(): pass\n"


def test_tests_of_a_variant_come_by_their_nodes(exercise: Exercise) -> None:
    ran = run_variant(
        exercise,
        "chaffs/forgets-the-buyer",
        ["tests/visible/test_shop.py::TestSelling", "tests/hidden/test_closely.py"],
    )
    assert {node: result.outcome for node, result in ran.results.items()} == {
        "tests/visible/test_shop.py::TestSelling::test_buyer_is_kept": "failed",
        "tests/hidden/test_closely.py::test_numbers_go_up": "passed",
    }
    assert ran.end == CheckEnd("finished", False)


# Stages, told from messages alone.

NAMES = [
    TestName("TestA::test_1", "test_x.py", False),
    TestName("TestA::test_2", "test_x.py", False),
    TestName("TestB::test_1", "test_x.py", False),
]
STAGES = [Stage("A", "TestA"), Stage("B", "TestB"), Stage("None", "TestZ")]


def result(name: TestName, outcome: TestOutcome) -> TestResult:
    return TestResult(name.name, name.file, name.hidden, outcome)


@pytest.mark.parametrize(
    ("outcomes", "ended", "stages"),
    [
        ([], False, ["waiting", "waiting", "waiting"]),
        (["passed"], False, ["running", "waiting", "waiting"]),
        (["passed", "passed"], False, ["green", "waiting", "waiting"]),
        (["passed", "failed"], False, ["red", "waiting", "waiting"]),
        (["passed", "passed", "not-run"], True, ["green", "red", "red"]),
        (["passed", "skipped", "passed"], True, ["red", "green", "red"]),
    ],
)
def test_stage_turns_green_when_all_its_tests_have_passed(
    outcomes: Sequence[TestOutcome], ended: bool, stages: list[str]
) -> None:
    progress = StageProgress(STAGES)
    progress.take(TestsFound(NAMES))
    for name, outcome in zip(NAMES, outcomes, strict=False):
        progress.take(result(name, outcome))
    if ended:
        progress.take(CheckEnd("finished", False))
    assert [stage.outcome for stage in progress.states] == stages


def test_file_that_cannot_be_read_keeps_every_stage_red() -> None:
    file = TestName("test_x.py", "test_x.py", False)
    progress = StageProgress(STAGES)
    progress.take(TestsFound([file]))
    progress.take(result(file, "error"))
    assert {stage.outcome for stage in progress.states} == {"red"}


# Ways.


def ways(exercise: Exercise, workspace: Path) -> tuple[list[FileApproach], ApproachesVerdict]:
    task = exercise.task("ways")
    assert isinstance(task, ApproachesTask)
    *files, verdict = try_approaches(exercise, task, workspace)
    assert isinstance(verdict, ApproachesVerdict)
    return [each for each in files if isinstance(each, FileApproach)], verdict


ADDING = "def double(n):\n    'adds'\n    return n + n\n"
MULTIPLYING = "def double(n):\n    'multiplies'\n    return 2 * n\n"


def test_two_different_ways_are_told_apart(exercise: Exercise, tmp_path: Path) -> None:
    files, verdict = ways(
        exercise, write(tmp_path / "w", {"one.py": MULTIPLYING, "two.py": ADDING})
    )
    found = [(each.file, each.approach.name if each.approach else None) for each in files]
    assert found == [("one.py", "multiplying"), ("two.py", "adding")]
    assert verdict.passed
    assert verdict.found == ("multiplying", "adding")


def test_one_way_twice_is_one_way(exercise: Exercise, tmp_path: Path) -> None:
    _, verdict = ways(exercise, write(tmp_path / "w", {"one.py": ADDING, "two.py": ADDING}))
    assert verdict == ApproachesVerdict(
        False, ("adding",), "2 different ways are asked for: found only adding"
    )


def test_file_that_goes_no_way_says_why(exercise: Exercise, tmp_path: Path) -> None:
    wrong = {"one.py": "def double(n):\n    'adds'\n    return n\n", "two.py": "double = None\n"}
    (one, two), verdict = ways(exercise, write(tmp_path / "w", wrong))
    assert one.message == "it does not go any of the ways that are looked for"
    assert [(each.expected, each.got) for each in one.missed] == [("42", "21")]
    assert "the run ended with exception: TypeError" in two.message
    assert verdict.message == "2 different ways are asked for: found none"


def test_file_that_is_not_there_is_asked_for(exercise: Exercise, tmp_path: Path) -> None:
    (one, _), _ = ways(exercise, write(tmp_path / "w", {"two.py": ADDING}))
    assert one.message == "there is no one.py in the workspace: write it first"


# Prints.


def test_prints_are_graded_by_the_recording_of_the_learners_run(exercise: Exercise) -> None:
    task = exercise.task("prints")
    assert isinstance(task, InstrumentTask)
    recording = recorded(record_instrument(exercise, task, variant_files(exercise, SOLUTION)))
    grade = grade_instrument(task, recording)
    assert grade.passed
    assert [(each.expected, each.got) for each in grade.expectations] == [("0", "0"), ("1", "1")]


def test_missing_print_is_said_with_its_place(exercise: Exercise, tmp_path: Path) -> None:
    task = exercise.task("prints")
    assert isinstance(task, InstrumentTask)
    work = write(tmp_path / "work", {"told.py": "total = 0\ntotal = 1\n", "shop.py": SHOP})
    first, second = run_instrument(exercise, task, work).expectations
    assert (first.holds, second.holds) == (False, True)
    assert first.where == "from total = 0 to total = 1"
    assert first.problem is not None

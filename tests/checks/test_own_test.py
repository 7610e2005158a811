"""Grading a learner's test: by what it does to right code and to wrong code."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.checks import CheckEnd, OwnTestVerdict, TestResult, VariantResult, grade_own_test
from ormlab_tui.checks.own_test import verdict
from ormlab_tui.checks.own_test_results import TestRun, VariantKind, judge
from ormlab_tui.checks.results import FailureKind, TestOutcome
from ormlab_tui.course import Exercise
from ormlab_tui.course.task import OwnTestTask

from .making import OWN_TEST, write

Graded = tuple[list[VariantResult], OwnTestVerdict]
FINISHED = CheckEnd("finished", False)


def graded(exercise: Exercise, folder: Path, test: str | None) -> Graded:
    task = exercise.task("own")
    assert isinstance(task, OwnTestTask)
    write(folder, {"test_mine.py": test} if test is not None else {})
    *results, last = grade_own_test(exercise, task, folder)
    assert isinstance(last, OwnTestVerdict)
    return [each for each in results if isinstance(each, VariantResult)], last


@pytest.fixture(scope="module")
def weak(exercise: Exercise, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Return the grading of a test that looks at the stock alone."""
    test = OWN_TEST.replace('assert shop.buyers == ["a", "b", "c"]', "pass")
    return graded(exercise, tmp_path_factory.mktemp("weak"), test)


def test_right_code_comes_first_then_wrong_code_by_its_name(weak: Graded) -> None:
    assert [(each.kind, each.name) for each in weak[0]] == [
        ("solution", "solution"),
        ("wheat", "counts-otherwise"),
        ("starter", "starter"),
        ("chaff", "forgets-the-buyer"),
        ("chaff", "one-too-many"),
    ]


def test_survivor_is_named(weak: Graded) -> None:
    results, last = weak
    outcomes = {each.name: each.outcome for each in results}
    assert outcomes == {
        "solution": "passed",
        "counts-otherwise": "passed",
        "starter": "killed",
        "forgets-the-buyer": "survived",
        "one-too-many": "killed",
    }
    assert last == OwnTestVerdict(
        False, "it lets wrong code pass: forgets-the-buyer", ("forgets-the-buyer",)
    )


def test_kill_says_by_which_test_and_why(weak: Graded) -> None:
    (killed,) = [each for each in weak[0] if each.name == "one-too-many"]
    assert killed.test == "test_shop"
    assert killed.why == "expected SoldOut to be raised, got nothing was raised"


@pytest.mark.usefixtures("leaves_nothing")
@pytest.mark.parametrize(
    ("test", "outcome", "said"),
    [
        ("from shop import missing\ndef test_it(): pass", "not-a-test-yet", "it can't be run"),
        ("import pytest\ndef test_it(): pytest.skip('no')", "not-a-test-yet", "skipped: no"),
        ("def it(): pass", "not-a-test-yet", "there is no test in it"),
        ("def test_it(): assert 1 == 2", "refused", "expected 2, got 1"),
        (
            "import os\ndef test_it(): assert os.environ['PYTHONHASHSEED'] == '1'",
            "flaky",
            "flaky (solution, test_it)",
        ),
        ("import os\ndef test_it(): os._exit(0)", "stopped", "does not come to its end"),
    ],
)
def test_test_that_does_not_pass_on_the_solution_is_tried_no_further(
    exercise: Exercise, tmp_path: Path, test: str, outcome: str, said: str
) -> None:
    results, last = graded(exercise, tmp_path / "workspace", test)
    assert [(each.name, each.outcome) for each in results] == [("solution", outcome)]
    assert not last.passed
    assert said in last.message


def test_without_a_file_there_is_no_test_yet(exercise: Exercise, tmp_path: Path) -> None:
    results, last = graded(exercise, tmp_path, None)
    assert results == []
    assert last.message == "not a test yet: there is no test_mine.py in the workspace"


def test_cancelled_grading_says_so(exercise: Exercise, tmp_path: Path) -> None:
    task = exercise.task("own")
    assert isinstance(task, OwnTestTask)
    grading = grade_own_test(exercise, task, write(tmp_path, {"test_mine.py": OWN_TEST}))
    grading.cancel()
    assert list(grading) == [OwnTestVerdict(False, "stopped on request")]


# One run's results, judged without running anything.


def result(
    outcome: TestOutcome,
    kind: FailureKind | None = None,
    exceptions: tuple[str, ...] = (),
    name: str = "test_it",
) -> TestResult:
    return TestResult(name, "test_mine.py", False, outcome, kind, exceptions=exceptions)


def run(*results: TestResult, end: CheckEnd = FINISHED) -> TestRun:
    return TestRun(results, end)


PASSED = result("passed")
ASSERTION = result("failed", "assertion", ("AssertionError",))
OTHER = result("failed", "exception", ("KeyError", "LookupError"))
WRONG = result("failed", "exception", ("TypeError",))


@pytest.mark.parametrize(
    ("kind", "ran", "outcome"),
    [
        ("chaff", run(ASSERTION), "killed"),
        ("chaff", run(result("failed", "nothing-raised", ("Failed",))), "killed"),
        ("chaff", run(OTHER), "killed"),
        ("chaff", run(result("error", "exception", ("LookupError",))), "killed"),
        ("chaff", run(result("error", "file", ("LookupError",), "test_mine.py")), "killed"),
        ("starter", run(ASSERTION), "killed"),
        ("chaff", run(PASSED, result("failed", "assertion", name="test_b")), "killed"),
        ("chaff", run(WRONG), "wrong-reason"),
        ("chaff", run(WRONG, result("failed", "assertion", name="test_b")), "killed"),
        ("chaff", run(PASSED), "survived"),
        ("chaff", run(result("skipped")), "not-a-test-yet"),
        ("chaff", run(), "not-a-test-yet"),
        ("chaff", run(result("error", "file", ("ImportError",), "test_mine.py")), "not-a-test-yet"),
        ("chaff", run(ASSERTION, end=CheckEnd("time-limit", False)), "timeout"),
        ("chaff", run(ASSERTION, end=CheckEnd("crashed", False)), "stopped"),
        ("chaff", run(ASSERTION, end=CheckEnd("memory-limit", False)), "stopped"),
        ("solution", run(PASSED), "passed"),
        ("wheat", run(PASSED, result("skipped", name="test_b")), "not-a-test-yet"),
        ("wheat", run(ASSERTION), "refused"),
        ("wheat", run(OTHER), "refused"),
        ("solution", run(PASSED, end=CheckEnd("time-limit", False)), "timeout"),
    ],
)
def test_judgement_of_a_variant(kind: VariantKind, ran: TestRun, outcome: str) -> None:
    assert judge("it", kind, [ran, ran], ["LookupError"]).outcome == outcome


@pytest.mark.parametrize("kind", ["solution", "chaff"])
@pytest.mark.parametrize("other", [ASSERTION, OTHER, result("skipped")])
def test_two_runs_that_differ_are_flaky_whatever_they_came_to(
    kind: VariantKind, other: TestResult
) -> None:
    for runs in ([run(PASSED), run(other)], [run(other), run(PASSED)]):
        judged = judge("it", kind, runs, [])
        assert (judged.outcome, judged.test) == ("flaky", "test_it")
        assert not judged.as_it_should


def test_verdict_names_the_first_thing_to_mend_and_every_survivor() -> None:
    right = VariantResult("solution", "solution", "passed")
    survivors = [VariantResult(name, "chaff", "survived") for name in ("b", "a")]
    wrong = VariantResult("c", "chaff", "wrong-reason", "test_it", "got TypeError")
    assert verdict([right, *survivors]) == OwnTestVerdict(
        False, "it lets wrong code pass: b, a", ("b", "a")
    )
    last = verdict([right, *survivors, wrong])
    assert last.survivors == ("b", "a")
    assert last.message == (
        "it fails on wrong code for a reason that doesn't count (chaff c, test_it): got TypeError"
    )
    assert not verdict([]).passed

"""What a learner's test did to one variant of the code, and what it is worth by that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from ormlab_tui.checks.results import CheckEnd, TestResult

VariantKind = Literal["solution", "wheat", "starter", "chaff"]
#: `passed` and `refused`: right code; `killed` and `survived`: wrong code. `wrong-reason`: wrong
#: code was failed by an exception that doesn't count. `stopped`: a limit other than the time,
#: or a crash.
VariantOutcome = Literal[
    "passed",
    "refused",
    "killed",
    "survived",
    "wrong-reason",
    "not-a-test-yet",
    "flaky",
    "timeout",
    "stopped",
]
_RIGHT_KINDS = ("solution", "wheat")


class VariantResult(msgspec.Struct, frozen=True):
    """What the learner's test did to one variant.

    `test` is the test that decided, where one did, and `why` says how, in a sentence.
    """

    name: str
    kind: VariantKind
    outcome: VariantOutcome
    test: str | None = None
    why: str | None = None

    @property
    def as_it_should(self) -> bool:
        """Whether right code passed, or wrong code was killed."""
        return self.outcome == ("passed" if self.kind in _RIGHT_KINDS else "killed")


class OwnTestVerdict(msgspec.Struct, frozen=True):
    """What the learner's test is worth. `survivors` are the wrong variants that it let pass."""

    passed: bool
    message: str
    survivors: tuple[str, ...] = ()


class TestRun(msgspec.Struct, frozen=True):
    """One run of the learner's test on one variant."""

    __test__ = False

    results: tuple[TestResult, ...]
    end: CheckEnd

    @property
    def facts(self) -> frozenset[tuple[str, str, str | None, tuple[str, ...]]]:
        """What must be the same when it is run again."""
        ended = (self.end.outcome, "", None, ())
        said = ((each.name, each.outcome, each.kind, each.exceptions) for each in self.results)
        return frozenset([ended, *said])


def judge(
    name: str, kind: VariantKind, runs: Sequence[TestRun], allowed: Collection[str]
) -> VariantResult:
    """Return what the test did to a variant, by its runs, which must agree.

    `allowed` are the classes of exceptions that count as a failed assertion does.
    """
    first = runs[0]
    if any(run.facts != first.facts for run in runs):
        test = _differing(runs)
        return VariantResult(name, kind, "flaky", test, "two runs of it did not come to the same")
    outcome, decisive, why = _judged(first, kind in _RIGHT_KINDS, allowed)
    if decisive is not None and decisive.name != decisive.file:
        return VariantResult(name, kind, outcome, decisive.name, why)
    return VariantResult(name, kind, outcome, None, why)


def _judged(
    run: TestRun, is_right: bool, allowed: Collection[str]
) -> tuple[VariantOutcome, TestResult | None, str | None]:
    if run.end.outcome == "time-limit":
        return "timeout", _first(run, "error"), run.end.message
    if run.end.outcome != "finished":
        return "stopped", _first(run, "error"), run.end.message
    failures = [each for each in run.results if each.outcome in ("failed", "error")]
    if not is_right:
        for failure in failures:
            if _counts(failure, allowed):
                return "killed", failure, reason(failure)
    for result in run.results:
        if result.kind == "file" or result.outcome in ("skipped", "not-run"):
            return "not-a-test-yet", result, _not_a_test(result)
    if not run.results:
        return "not-a-test-yet", None, "there is no test in it"
    if not failures:
        return ("passed" if is_right else "survived"), None, None
    return ("refused" if is_right else "wrong-reason"), failures[0], reason(failures[0])


def _counts(failure: TestResult, allowed: Collection[str]) -> bool:
    if failure.kind in ("assertion", "nothing-raised"):
        return True
    return not set(failure.exceptions).isdisjoint(allowed)


def reason(result: TestResult) -> str:
    """Return a failure in a sentence: what was expected and what came."""
    got = result.got or "nothing"
    return f"expected {result.expected}, got {got}" if result.expected else f"got {got}"


def _not_a_test(result: TestResult) -> str:
    if result.kind == "file":
        return f"it can't be run: {result.got}"
    said = f": {result.message}" if result.message else ""
    return f"{result.name} was skipped{said}"


def _first(run: TestRun, outcome: str) -> TestResult | None:
    return next((each for each in run.results if each.outcome == outcome), None)


def _differing(runs: Sequence[TestRun]) -> str | None:
    first = {each.name: each for each in runs[0].results}
    for result in runs[-1].results:
        other = first.get(result.name)
        if other is None or (other.outcome, other.kind) != (result.outcome, result.kind):
            return result.name
    return None

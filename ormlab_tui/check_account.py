"""What checks say, as lines of text, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ormlab_tui.account import counted, printable
from ormlab_tui.checks import (
    ApproachesVerdict,
    CheckEnd,
    CheckMessage,
    FileApproach,
    InstrumentGrade,
    OwnTestVerdict,
    StageProgress,
    TestResult,
    VariantResult,
)

_WIDTH = 8
_INDENT = " " * (_WIDTH + 4)


def result_lines(result: TestResult) -> Iterator[str]:
    """Yield how a test went: one line, and what was expected and came where it did not pass."""
    hidden = " (hidden)" if result.hidden else ""
    yield printable(f"  {result.outcome:{_WIDTH}}  {result.name}{hidden}")
    if result.outcome == "passed":
        return
    if result.message is not None:
        yield from _indented(result.message)
    if result.expected is not None:
        yield from _indented(f"expected {result.expected}")
    if result.got is not None:
        yield from _indented(f"got {result.got}")
    if result.place is not None:
        yield from _indented(f"at {result.place}")


def stage_lines(progress: StageProgress) -> Iterator[str]:
    """Yield how far each stage of a task is."""
    for stage in progress.states:
        there = f"{stage.passed} of {counted(stage.tests, 'test')}"
        yield printable(f"  {stage.outcome:{_WIDTH}}  {stage.title}: {there}")


def end_line(end: CheckEnd, messages: list[CheckMessage]) -> str:
    """Return what the whole run came to."""
    results = [each for each in messages if isinstance(each, TestResult)]
    passed = sum(result.outcome == "passed" for result in results)
    said = f"{passed} of {counted(len(results), 'test')} passed"
    if end.message is not None:
        said += f"; {end.message}"
    return printable(f"  {said}")


def variant_line(result: VariantResult) -> str:
    """Return what the learner's test did to a variant."""
    what = result.kind if result.name == result.kind else f"{result.kind} {result.name}"
    test = f" by {result.test}" if result.test is not None else ""
    why = f": {result.why}" if result.why is not None else ""
    return printable(f"  {result.outcome:{_WIDTH}}  {what}{test}{why}")


def approach_line(found: FileApproach) -> str:
    """Return which way a file goes."""
    way = found.approach.name if found.approach is not None else "no known way"
    return printable(f"  {found.file}: {way}. {found.message}")


def verdict_line(verdict: OwnTestVerdict | ApproachesVerdict) -> str:
    """Return what a task's grading came to."""
    return printable(f"  {'passed' if verdict.passed else 'failed':{_WIDTH}}  {verdict.message}")


def instrument_lines(grade: InstrumentGrade) -> Iterator[str]:
    """Yield each expectation of an instrumented run that does not hold, and how many do."""
    for number, each in enumerate(grade.expectations, 1):
        if not each.holds:
            got = each.problem if each.problem is not None else f"got {each.got}"
            where = f", {each.where}" if each.where else ""
            yield printable(f"  failed    expectation {number}{where}")
            yield from _indented(f"expected {each.expected}; {got}")
    held = sum(each.holds for each in grade.expectations)
    yield f"  {held} of {counted(len(grade.expectations), 'expectation')} hold"


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield printable(f"{_INDENT}{line}")

"""Reports of tasks that are graded: a test of one's own, several approaches, an instrument."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content

from ormlab_tui.account import outcome_words
from ormlab_tui.checks import (
    ApproachesVerdict,
    Expectation,
    FileApproach,
    InstrumentGrade,
    OwnTestVerdict,
    VariantResult,
)
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import (
    ApproachesTask,
    ChecksTask,
    InstrumentTask,
)
from ormlab_tui.course.variants import variants_of
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.query_words import asked_words, got_words
from ormlab_tui.lab.task_reports import (
    ERROR,
    FAILED,
    PASSED,
    ChecksReport,
    Detail,
    Entry,
    Report,
    text_content,
)
from ormlab_tui.lab.task_runs import WorkTask
from ormlab_tui.lab.words import counted

if TYPE_CHECKING:
    from ormlab_tui.progress import CheckResult

_RIGHT = {"solution": "a right answer", "wheat": "right code", "starter": "the code as it was"}
_DID = {
    "passed": "passes, as it should",
    "refused": "is failed, and it is right",
    "killed": "is caught",
    "survived": "SURVIVES: your test lets it pass",
    "wrong-reason": "is failed, but for a reason that doesn't count",
    "not-a-test-yet": "finds no test yet",
    "flaky": "comes out differently when run twice",
    "timeout": "does not come to an end",
    "stopped": "does not come to its end",
}


class OwnTestReport:
    """A learner's test, tried on one version of the code after another."""

    def __init__(self, versions: int) -> None:
        """`versions` is how many there are to be tried."""
        self._versions = versions
        self._tried: list[VariantResult] = []
        self._verdict: OwnTestVerdict | None = None

    def take(self, message: Any) -> None:
        """Hear of a version, or of the verdict."""
        if isinstance(message, VariantResult):
            self._tried.append(message)
        elif isinstance(message, OwnTestVerdict):
            self._verdict = message

    @property
    def entries(self) -> list[Entry]:
        """The verdict, once there is one, and what became of each version."""
        return [*_verdict_entry(self._verdict), *(_variant_entry(each) for each in self._tried)]

    @property
    def summary(self) -> str:
        """How many versions the test has told right."""
        good = sum(each.as_it_should for each in self._tried)
        return f"{good} of {counted(self._versions, 'version')} told right"

    @property
    def passed(self) -> bool | None:
        """Whether the test tells right from wrong."""
        return self._verdict.passed if self._verdict is not None else None

    @property
    def results(self) -> list[CheckResult]:
        """Each version, and the verdict."""
        from ormlab_tui.progress import CheckResult

        tried = [
            CheckResult(_variant_name(each), each.outcome, each.why or "") for each in self._tried
        ]
        return [*tried, *_verdict_result(self._verdict)]


def _variant_name(result: VariantResult) -> str:
    return result.kind if result.name == result.kind else f"{result.kind} {result.name}"


def _variant_entry(result: VariantResult) -> Entry:
    good = result.as_it_should
    kind = _RIGHT.get(result.kind, "wrong code")
    name = "" if result.name == result.kind else f" {result.name}"
    details = []
    if result.test is not None:
        details.append(Detail("by", text_content(result.test, signs.NAME)))
    if result.why is not None:
        details.append(Detail("", text_content(result.why)))
    sign = PASSED if good else FAILED
    return Entry(
        sign,
        Content.assemble(
            (f"{kind}{inert(name, 80)} ", "$foreground" if good else "bold $foreground"),
            (_DID[result.outcome], sign.style),
        ),
        tuple(details),
        is_bad=not good,
    )


class ApproachesReport:
    """Several files, each with the way that it goes."""

    def __init__(self, task: ApproachesTask) -> None:
        self._task = task
        self._found: list[FileApproach] = []
        self._verdict: ApproachesVerdict | None = None

    def take(self, message: Any) -> None:
        """Hear of a file, or of the verdict."""
        if isinstance(message, FileApproach):
            self._found.append(message)
        elif isinstance(message, ApproachesVerdict):
            self._verdict = message

    @property
    def entries(self) -> list[Entry]:
        """The verdict, once there is one, and the files."""
        return [*_verdict_entry(self._verdict), *(_file_entry(each) for each in self._found)]

    @property
    def summary(self) -> str:
        """How many ways were found."""
        ways = {each.approach.name for each in self._found if each.approach is not None}
        return f"{len(ways)} of {counted(self._task.different, 'way')} found"

    @property
    def passed(self) -> bool | None:
        """Whether they are enough."""
        return self._verdict.passed if self._verdict is not None else None

    @property
    def results(self) -> list[CheckResult]:
        """Each file with its way, and the verdict."""
        from ormlab_tui.progress import CheckResult

        found = [
            CheckResult(
                each.file,
                each.approach.name if each.approach is not None else "no known way",
                each.message,
            )
            for each in self._found
        ]
        return [*found, *_verdict_result(self._verdict)]


def _file_entry(found: FileApproach) -> Entry:
    way = found.approach
    sign = PASSED if way is not None else FAILED
    head = Content.assemble(
        (f"{inert(found.file, 80)}  ", "bold $foreground"),
        (inert(way.name, 60) if way is not None else "no sound way yet", sign.style),
    )
    details = [Detail("", text_content(found.message)), *_missed(found.missed)]
    return Entry(sign, head, tuple(details), file=found.file, is_bad=way is None)


class InstrumentReport:
    """What the recording of an instrumented run shows, expectation by expectation."""

    def __init__(self, task: InstrumentTask) -> None:
        self._task = task
        self._grade: InstrumentGrade | None = None

    def take(self, message: Any) -> None:
        """Hear the grade."""
        if isinstance(message, InstrumentGrade):
            self._grade = message

    @property
    def entries(self) -> list[Entry]:
        """Each expectation."""
        if self._grade is None:
            return []
        entries = [_expectation_entry(each) for each in self._grade.expectations]
        outcome = self._grade.outcome
        if outcome is not None and outcome.kind not in ("finished", "exit"):
            words = inert(outcome_words(outcome), 300)
            entries.insert(0, Entry(ERROR, Content.styled(f"the run: {words}", ERROR.style)))
        return entries

    @property
    def summary(self) -> str:
        """How many expectations hold."""
        if self._grade is None:
            return "recording…"
        held = sum(each.holds for each in self._grade.expectations)
        return f"{held} of {counted(len(self._grade.expectations), 'fact')} shown"

    @property
    def passed(self) -> bool | None:
        """Whether all hold."""
        return self._grade.passed if self._grade is not None else None

    @property
    def results(self) -> list[CheckResult]:
        """Each expectation."""
        from ormlab_tui.progress import CheckResult

        if self._grade is None:
            return []
        return [
            CheckResult(
                asked_words(each.query),
                "passed" if each.holds else "failed",
                "" if each.holds else f"expected {each.expected}; got {got_words(each)}",
            )
            for each in self._grade.expectations
        ]


def _expectation_entry(each: Expectation) -> Entry:
    sign = PASSED if each.holds else FAILED
    details = () if each.holds else tuple(_missed([each], with_query=False))
    return Entry(sign, with_code(asked_words(each.query)), details, is_bad=not each.holds)


def _missed(missed: Iterable[Expectation], *, with_query: bool = True) -> Iterable[Detail]:
    for each in missed:
        if with_query:
            yield Detail("asked", with_code(asked_words(each.query)))
        yield Detail("expected", text_content(each.expected))
        yield Detail("got", text_content(got_words(each), "bold $foreground"))


def _verdict_entry(verdict: OwnTestVerdict | ApproachesVerdict | None) -> list[Entry]:
    if verdict is None:
        return []
    sign = PASSED if verdict.passed else FAILED
    words = inert(verdict.message[:1].upper() + verdict.message[1:], 400)
    return [Entry(sign, Content.styled(words, sign.style))]


def _verdict_result(verdict: OwnTestVerdict | ApproachesVerdict | None) -> list[CheckResult]:
    from ormlab_tui.progress import CheckResult

    if verdict is None:
        return []
    return [CheckResult("verdict", "passed" if verdict.passed else "failed", verdict.message)]


def report_of(exercise: Exercise, task: WorkTask) -> Report:
    """Return what gathers the results of the task's checks."""
    if isinstance(task, ChecksTask):
        return ChecksReport(task)
    if isinstance(task, ApproachesTask):
        return ApproachesReport(task)
    if isinstance(task, InstrumentTask):
        return InstrumentReport(task)
    return OwnTestReport(len(variants_of(exercise)))

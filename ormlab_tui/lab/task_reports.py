"""What the checks of a task say, gathered message by message into entries to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.content import Content

from ormlab_tui.checks.results import (
    CheckEnd,
    CodePlace,
    TestName,
    TestOutcome,
    TestResult,
    TestsFound,
    TestStarted,
)
from ormlab_tui.checks.stages import StageOutcome, StageProgress, StageState
from ormlab_tui.course.task import ChecksTask
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert, inert_lines
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.words import counted

if TYPE_CHECKING:
    from ormlab_tui.progress import CheckResult

PASSED: Final = Sign("✓", "bold $text-success")
FAILED: Final = Sign("✗", "bold $text-error")
RUNNING: Final = Sign("▸", "bold $text-accent")
WAITING: Final = Sign("·", signs.QUIET)
SKIPPED: Final = Sign("−", "$text-warning")
ERROR: Final = Sign("!", "bold $text-error")

_OUTCOMES: Final[dict[TestOutcome, Sign]] = {
    "passed": PASSED,
    "failed": FAILED,
    "error": ERROR,
    "skipped": SKIPPED,
    "not-run": WAITING,
}
_STAGES: Final[dict[StageOutcome, Sign]] = {
    "waiting": WAITING,
    "running": RUNNING,
    "green": PASSED,
    "red": FAILED,
}
#: Of what a test printed, so many lines are shown.
_MOST_PRINTED: Final = 6


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact below an entry: what it is, and the text, which may have several lines."""

    name: str
    text: Content


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was checked, and what can be done about it."""

    sign: Sign
    head: Content
    details: tuple[Detail, ...] = ()
    #: The test, if there is one to step through.
    test: TestName | None = None
    #: The line of the learner's own file to go to, or that file where no line is known.
    place: CodePlace | None = None
    file: str | None = None
    is_bad: bool = False


class Report(Protocol):
    """Gathers what one run of the checks says."""

    def take(self, message: Any) -> None:
        """Hear what was found."""

    @property
    def entries(self) -> list[Entry]:
        """What there is to show by now."""

    @property
    def summary(self) -> str:
        """What it comes to by now, in a few words."""

    @property
    def passed(self) -> bool | None:
        """Whether the task is done; None until the run is over."""

    @property
    def results(self) -> list[CheckResult]:
        """What is noted of it."""


class ChecksReport:
    """The tests of a checks task: its stages, then test by test."""

    def __init__(self, task: ChecksTask) -> None:
        self._stages = StageProgress(task.stages)
        self._tests: dict[tuple[bool, str], TestName] = {}
        self._results: dict[tuple[bool, str], TestResult] = {}
        self._running: tuple[bool, str] | None = None
        self._end: CheckEnd | None = None

    def take(self, message: Any) -> None:
        """Hear what was found, begun, or came of a test."""
        self._stages.take(message)
        if isinstance(message, TestsFound):
            self._tests = {test.key: test for test in message.tests}
        elif isinstance(message, TestResult):
            self._tests.setdefault(message.key, message)
            self._results[message.key] = message
            self._running = None
        elif isinstance(message, TestStarted):
            self._running = message.key
        elif isinstance(message, CheckEnd):
            self._end = message

    @property
    def entries(self) -> list[Entry]:
        """The stages, and each test; once the run is over, those that failed first."""
        entries = [_stage_entry(stage) for stage in self._stages.states]
        tests = [self._test_entry(key, test) for key, test in self._tests.items()]
        if self._end is not None:
            # Now nothing moves any more: what is to be mended stands first.
            tests.sort(key=lambda entry: not entry.is_bad)
        entries += tests
        if self._end is not None and self._end.message is not None:
            entries.append(Entry(ERROR, Content.styled(inert(self._end.message), ERROR.style)))
        return entries

    def _test_entry(self, key: tuple[bool, str], test: TestName) -> Entry:
        result = self._results.get(key)
        if result is not None:
            return test_entry(result)
        sign = RUNNING if key == self._running else WAITING
        return Entry(sign, _test_head(test, signs.QUIET))

    @property
    def summary(self) -> str:
        """How many tests passed."""
        passed = sum(result.outcome == "passed" for result in self._results.values())
        if self._end is not None and self._end.outcome == "cancelled":
            return "stopped"
        return f"{passed} of {counted(len(self._tests), 'test')} passed"

    @property
    def passed(self) -> bool | None:
        """Whether all of them passed."""
        return self._end.passed if self._end is not None else None

    @property
    def results(self) -> list[CheckResult]:
        """Each test with its outcome and what it said."""
        from ormlab_tui.progress import CheckResult

        return [
            CheckResult(result.node, result.outcome, _said(result))
            for result in self._results.values()
        ]


def _stage_entry(stage: StageState) -> Entry:
    sign = _STAGES[stage.outcome]
    tests = f"{stage.passed} of {counted(stage.tests, 'test')}" if stage.tests else "no test yet"
    head = Content.assemble(
        (inert(stage.title, 60), "bold $foreground"), (f"  {tests}", sign.style)
    )
    return Entry(sign, head)


def test_entry(result: TestResult) -> Entry:
    """Return a test's result as an entry, with what was expected and what came."""
    sign = _OUTCOMES[result.outcome]
    if result.outcome == "passed":
        return Entry(sign, _test_head(result, "$foreground"))
    return Entry(
        sign,
        _test_head(result, "bold $foreground" if result.outcome != "not-run" else signs.QUIET),
        tuple(_test_details(result)),
        # A file that can't be read as tests has nothing to step through.
        result if result.outcome == "failed" and result.kind != "file" else None,
        result.place,
        is_bad=result.outcome in ("failed", "error"),
    )


def _test_head(test: TestName, style: str) -> Content:
    hidden = "  hidden" if test.hidden else ""
    file = f"  {inert(test.file, 60)}" if test.name != test.file else ""
    return Content.assemble((inert(test.name, 200), style), (f"{file}{hidden}", signs.QUIET))


def _test_details(result: TestResult) -> Iterable[Detail]:
    if result.message is not None:
        yield Detail("", text_content(result.message, "italic $foreground"))
    if result.expected is not None:
        yield Detail("expected", text_content(result.expected))
    if result.got is not None:
        yield Detail("got", text_content(result.got, "bold $foreground"))
    if result.place is not None:
        yield Detail("at", text_content(str(result.place), signs.NAME))
    if result.printed.strip():
        lines = result.printed.strip().splitlines()
        more = [f"… {len(lines) - _MOST_PRINTED} more lines"] if len(lines) > _MOST_PRINTED else []
        shown = "\n".join([*lines[:_MOST_PRINTED], *more])
        yield Detail("printed", text_content(shown, signs.QUIET))


def _said(result: TestResult) -> str:
    if result.outcome == "passed":
        return ""
    parts = [result.message or ""]
    parts += [f"expected {result.expected}"] if result.expected is not None else []
    parts += [f"got {result.got}"] if result.got is not None else []
    return "; ".join(part for part in parts if part)


def text_content(text: str, style: str = "$foreground") -> Content:
    """Return a text from outside as inert content, its lines kept."""
    return Content("\n").join(Content.styled(line, style) for line in inert_lines(text.rstrip()))

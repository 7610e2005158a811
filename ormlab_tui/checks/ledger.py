"""What has been heard of the tests of one run, and what is still owed.

Only what fits is taken in: a result for a test that was found, has begun and has none yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from ormlab_tui.checks.results import (
    ChildMessage,
    Finished,
    TestName,
    TestOutcome,
    TestResult,
    TestsFound,
    TestStarted,
)

Shown = TestsFound | TestStarted | TestResult


class Ledger:
    """The tests of one run and their results."""

    def __init__(self, files: list[TestName]) -> None:
        """`files` are the test files, for the case that no test of theirs is ever found."""
        self._files = files
        self._waiting: dict[tuple[bool, str], TestName] | None = None
        self._running: TestStarted | None = None
        self._outcomes: list[TestOutcome] = []
        self.finished: Finished | None = None

    @property
    def all_passed(self) -> bool:
        """Whether there were tests, and each has passed."""
        return (
            bool(self._outcomes)
            and not self._waiting
            and all(outcome == "passed" for outcome in self._outcomes)
        )

    @property
    def has_found(self) -> bool:
        """Whether the files were read as far as they could be."""
        return self._waiting is not None

    @property
    def found_none(self) -> bool:
        """Whether the files were read and there is no test in them."""
        return self._waiting == {} and not self._outcomes

    def take(self, message: ChildMessage) -> Shown | None:
        """Take a message in and return it; None if it is not to be shown, or fits nowhere."""
        if self.finished is not None:
            return None
        if isinstance(message, Finished):
            self.finished = message
        elif isinstance(message, TestsFound):
            if self._waiting is None:
                self._waiting = {test.key: test for test in message.tests}
                return message
        elif isinstance(message, TestStarted):
            if self._running is None and self._waiting and message.key in self._waiting:
                self._running = message
                del self._waiting[message.key]
                return message
        elif self._running is not None and message.key == self._running.key:
            self._running = None
            self._outcomes.append(message.outcome)
            return message
        return None

    def close(self, why: str) -> Iterator[Shown]:
        """Yield a result for each test that has none: why it was cut off, or not run."""
        if self._waiting is None:
            self._waiting = {}
            yield TestsFound(list(self._files))
            for file in self._files:
                yield self._cut_off(file, "error", why)
            return
        if self._running is not None:
            yield self._cut_off(self._running, "error", why)
            self._running = None
        while self._waiting:
            yield self._cut_off(self._waiting.pop(next(iter(self._waiting))), "not-run", None)

    def _cut_off(self, name: TestName, outcome: TestOutcome, got: str | None) -> TestResult:
        self._outcomes.append(outcome)
        return TestResult(name.name, name.file, name.hidden, outcome, "ended", got=got)

"""What a run of tests says, message by message.

The process that runs the tests sends `TestsFound`, `TestStarted` and `TestResult`; the run adds
the results of tests that were cut off and the `CheckEnd`.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

import msgspec

#: No text of a result is longer.
MAX_TEXT = 2000
#: Tests beyond that are left out.
MAX_TESTS = 2000

#: `error`: not the test failed but its setup, its teardown, its file or its process.
#: `not-run`: the run ended before it.
TestOutcome = Literal["passed", "failed", "error", "skipped", "not-run"]
#: What made a test fail: a failed assertion (or `pytest.fail`), a `pytest.raises` that saw
#: nothing, another exception; a file that can't be read as tests, or the end of the process.
FailureKind = Literal["assertion", "nothing-raised", "exception", "file", "ended"]
CheckOutcome = Literal[
    "finished",
    "exit",
    "crashed",
    "time-limit",
    "memory-limit",
    "output-limit",
    "cancelled",
]


class CodePlace(msgspec.Struct, frozen=True):
    """A line of the learner's code: file as in the workspace, line from 1, function."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        inside = "" if self.function == "<module>" else f", in {self.function}"
        return f"{self.file}:{self.line}{inside}"


class TestName(msgspec.Struct, frozen=True):
    """Which test: its name (``TestCapacity::test_boundary``), its file's name, if it is hidden.

    A test file that can't be read stands for its tests: then `name` is the file's.
    """

    __test__: ClassVar[bool] = False

    name: str
    file: str
    hidden: bool

    @property
    def node(self) -> str:
        """The name with its file's before it, as pytest writes it."""
        return self.file if self.name == self.file else f"{self.file}::{self.name}"

    @property
    def key(self) -> tuple[bool, str]:
        """What no other test of the run has: a hidden file may be called as a visible one."""
        return (self.hidden, self.node)


class TestsFound(msgspec.Struct, frozen=True, tag="found"):
    """Which tests are going to run, in their order."""

    __test__: ClassVar[bool] = False

    tests: list[TestName]


class TestStarted(TestName, frozen=True, tag="started"):
    """A test begins."""


class TestResult(TestName, frozen=True, tag="result"):
    """How a test went.

    `expected` and `got` are to be read as "expected ..., got ...". `message` is the assertion's
    own message or the test's docstring; of a visible test also what pytest makes of the
    assertion. `place` is the last line of the learner's that took part in a failure,
    `exceptions` the names of the class that ended it and of its bases, `printed` what the test
    printed. Of a hidden test no line of its source is ever in here.
    """

    outcome: TestOutcome
    kind: FailureKind | None = None
    expected: str | None = None
    got: str | None = None
    message: str | None = None
    place: CodePlace | None = None
    exceptions: tuple[str, ...] = ()
    printed: str = ""
    seconds: float = 0.0


class CheckEnd(msgspec.Struct, frozen=True, tag="end"):
    """The run is over. `passed`: it came to its end, and every test there was has passed.

    `message` says in a sentence what stopped it, where something did.
    """

    outcome: CheckOutcome
    passed: bool
    message: str | None = None


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """From the testing process alone: it has run all tests, or says why it could not."""

    problem: str | None = None


CheckMessage: TypeAlias = TestsFound | TestStarted | TestResult | CheckEnd
ChildMessage: TypeAlias = TestsFound | TestStarted | TestResult | Finished


def bounded(text: str) -> str:
    """Return the text, cut where it is longer than a result's may be."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 2] + " …"

"""The stages of a task: groups of its tests, told as the results come which of them are green."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from ormlab_tui.checks.results import CheckEnd, CheckMessage, TestName, TestResult, TestsFound
from ormlab_tui.course.task import Stage

StageOutcome = Literal["waiting", "running", "green", "red"]


class StageState(msgspec.Struct, frozen=True):
    """How far a stage is: how many tests it has, how many passed, how many did not."""

    title: str
    outcome: StageOutcome
    tests: int
    passed: int
    failed: int


class StageProgress:
    """Keeps the stages of one run of a task's tests; give it every message."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = tuple(stages)
        self._found: list[TestName] = []
        self._results: dict[tuple[bool, str], TestResult] = {}
        self._ended = False

    def take(self, message: CheckMessage) -> None:
        """Note what a message says of the stages."""
        if isinstance(message, TestsFound):
            self._found = message.tests
        elif isinstance(message, TestResult):
            self._results[message.key] = message
        elif isinstance(message, CheckEnd):
            self._ended = True

    @property
    def states(self) -> tuple[StageState, ...]:
        """The state of each stage, in their order."""
        return tuple(self._state(stage) for stage in self._stages)

    def _state(self, stage: Stage) -> StageState:
        # A file that can't be read keeps every stage from being green: whose tests are in it?
        tests = [
            test for test in self._found if stage.select in test.node or test.name == test.file
        ]
        results = [self._results[test.key] for test in tests if test.key in self._results]
        passed = sum(result.outcome == "passed" for result in results)
        failed = len(results) - passed
        outcome: StageOutcome = "waiting"
        if failed or (self._ended and not tests):
            outcome = "red"
        elif tests and passed == len(tests):
            outcome = "green"
        elif results:
            outcome = "running"
        return StageState(stage.title, outcome, len(tests), passed, failed)

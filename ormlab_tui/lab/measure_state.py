"""One measurement as it is shown: what is planned, what has come so far, and what that says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from ormlab_tui.lab.words import counted
from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import Compared, Counted, Failed, Measured, NotCounted, Result
from ormlab_tui.measure.summary import Summary, summarise


class PlannedRun(msgspec.Struct, frozen=True):
    """One run of one version: recorded, to count what it sends, or timed."""

    how: Literal["recording", "timing"]
    version: str
    size: int
    repeat: int = 0

    @property
    def words(self) -> str:
        """What is being done while it runs."""
        again = f", run {self.repeat + 1}" if self.how == "timing" else ""
        return f"{self.how} {self.version} with {counted(self.size, 'row')}{again}…"


class Plan(msgspec.Struct, frozen=True):
    """What is measured: the versions, with which numbers of rows, how often."""

    versions: tuple[str, ...]
    sizes: tuple[int, ...]
    repeats: int
    count_up_to: int

    @classmethod
    def of(cls, measuring: Measuring) -> Plan:
        """Return the plan that a measuring follows."""
        return cls(measuring.versions, measuring.sizes, measuring.repeats, measuring.count_up_to)

    def runs(self) -> Iterator[PlannedRun]:
        """Yield the runs in the order in which they are made if none fails."""
        for size in self.sizes:
            if size <= self.count_up_to:
                for version in self.versions:
                    yield PlannedRun("recording", version, size)
            for repeat in range(self.repeats):
                for version in self.versions:
                    yield PlannedRun("timing", version, size, repeat)


class Measurement:
    """A plan and what has come of it. `trouble` is a sentence on why it could not go on."""

    def __init__(self, plan: Plan, database: str, results: Sequence[Result] = ()) -> None:
        """`database` is where it is measured, in words; `results` are those of an earlier time."""
        self.plan = plan
        self.database = database
        self.results: list[Result] = list(results)
        self.trouble: str | None = None

    @property
    def failed(self) -> list[Failed]:
        """The versions that could not be measured, each where it failed."""
        return [each for each in self.results if isinstance(each, Failed)]

    @property
    def not_counted(self) -> list[NotCounted]:
        """What was too much to record."""
        return [each for each in self.results if isinstance(each, NotCounted)]

    @property
    def compared(self) -> list[Compared]:
        """Whether the same rows were left, for each number of rows."""
        return [each for each in self.results if isinstance(each, Compared)]

    @property
    def difference(self) -> Compared | None:
        """Where the versions did not leave the same rows, which ends it."""
        return next((each for each in self.compared if each.difference is not None), None)

    @property
    def counts(self) -> list[Counted]:
        """What was sent, for each version and number of rows."""
        return [each for each in self.results if isinstance(each, Counted)]

    @property
    def summary(self) -> Summary:
        """Medians and ratios so far."""
        return summarise(self.results)

    @property
    def runs_made(self) -> int:
        """How many runs have ended."""
        return sum(not isinstance(each, Compared) for each in self.results)

    @property
    def coming(self) -> PlannedRun | None:
        """The run that is going on, or would be next; None where all are made."""
        made = {_run_of(each) for each in self.results}
        return next((run for run in self._not_failed() if run not in made), None)

    @property
    def runs_left(self) -> int:
        """How many runs are not made yet."""
        made = {_run_of(each) for each in self.results}
        return sum(run not in made for run in self._not_failed())

    def _not_failed(self) -> Iterator[PlannedRun]:
        failed = {each.version for each in self.failed}
        return (run for run in self.plan.runs() if run.version not in failed)

    @property
    def is_bad(self) -> bool:
        """Whether something stands in the way of measuring to the end."""
        return bool(self.failed or self.difference or self.trouble)

    @property
    def is_good(self) -> bool:
        """Whether every run was made and the same rows were left each time."""
        return self.why_not_good is None

    @property
    def why_not_good(self) -> str | None:
        """Why there is nothing to go on with yet, in a short sentence; None where there is."""
        if self.difference is not None:
            return "They leave different rows: make them alike."
        if self.failed:
            return f"{self.failed[0].version} failed: mend it, then measure again."
        comparisons = len(self.plan.sizes) if len(self.plan.versions) > 1 else 0
        if self.trouble or self.coming is not None or len(self.compared) < comparisons:
            return "Not measured to the end: measure again (r)."
        return None


def _run_of(result: Result) -> PlannedRun | None:
    if isinstance(result, Measured):
        return PlannedRun("timing", result.version, result.size, result.repeat)
    if isinstance(result, Counted | NotCounted):
        return PlannedRun("recording", result.version, result.size)
    return None

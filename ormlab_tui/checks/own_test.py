"""Grading of a learner's test: it is run against right and wrong variants of the code.

Each variant is run in a process of its own, twice at once, with different hash seeds. All runs
with one seed lie at the same path.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ormlab_tui.checks.check_run import CHECK_LIMITS, CheckRun, TestFile
from ormlab_tui.checks.own_test_results import (
    OwnTestVerdict,
    TestRun,
    VariantKind,
    VariantResult,
    judge,
)
from ormlab_tui.checks.results import CheckEnd, TestResult
from ormlab_tui.checks.room import Layer, Room, is_file_of
from ormlab_tui.checks.task_checks import limits_of
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import OwnTestTask
from ormlab_tui.course.variants import SOLUTION, STARTER, variant_files, variants_of

_HASH_SEEDS = (1, 2)


class OwnTestGrading:
    """The grading of one test. Iterate over it once, in one thread; `cancel` from any thread.

    Yields a `VariantResult` for each of `variants`, in their order, and at last the
    `OwnTestVerdict`. A test that does not pass on the solution is not tried on the others.
    """

    def __init__(self, exercise: Exercise, task: OwnTestTask, workspace: Layer) -> None:
        self._exercise = exercise
        self._task = task
        self._workspace = workspace
        self._runs: dict[int, CheckRun] = {}
        self._cancelled = False
        #: The variants in the order in which they are tried: right ones first.
        self.variants: tuple[str, ...] = tuple(sorted(variants_of(exercise), key=_place))

    def cancel(self) -> None:
        """End the grading soon. For any thread."""
        self._cancelled = True
        for run in list(self._runs.values()):
            run.cancel()

    def __iter__(self) -> Iterator[VariantResult | OwnTestVerdict]:
        """Raises CheckError, one sentence, if the variants can't be laid out or started."""
        test = _file_of(self._workspace, self._task.file)
        if test is None:
            yield OwnTestVerdict(
                False, f"not a test yet: there is no {self._task.file} in the workspace"
            )
            return
        results: list[VariantResult] = []
        with Room() as one, Room() as other, ThreadPoolExecutor(len(_HASH_SEEDS)) as pool:
            # All variants get one text, though the learner may be writing on.
            test = one.keep(test)
            rooms = dict(zip(_HASH_SEEDS, (one, other), strict=True))
            for variant in self.variants:
                result = self._try(pool, rooms, variant, test)
                if self._cancelled or result is None:
                    yield OwnTestVerdict(False, "stopped on request")
                    return
                results.append(result)
                yield result
                if variant == SOLUTION and not result.as_it_should:
                    break
        yield verdict(results)

    def _try(
        self, pool: ThreadPoolExecutor, rooms: dict[int, Room], variant: str, test: Path
    ) -> VariantResult | None:
        futures = [
            pool.submit(self._once, room, variant, test, seed) for seed, room in rooms.items()
        ]
        try:
            runs = [future.result() for future in futures]
        except BaseException:
            self.cancel()
            raise
        finished = [run for run in runs if run is not None]
        if len(finished) < len(runs):
            return None
        return judge(variant.rpartition("/")[2], _kind(variant), finished, self._task.allowed)

    def _once(self, room: Room, variant: str, test: Path, seed: int) -> TestRun | None:
        run = self._runs[seed] = CheckRun(
            variant_files(self._exercise, variant),
            [TestFile(test)],
            limits_of(self._exercise, CHECK_LIMITS),
            visible=self._exercise.visible_tests,
            hash_seed=seed,
            room=room,
        )
        if self._cancelled:
            run.cancel()
        results: list[TestResult] = []
        for message in run:
            if isinstance(message, TestResult):
                results.append(message)
            elif isinstance(message, CheckEnd) and message.outcome != "cancelled":
                return TestRun(tuple(results), message)
        return None


def grade_own_test(exercise: Exercise, task: OwnTestTask, workspace: Layer) -> OwnTestGrading:
    """Return the grading of the learner's test in the workspace."""
    return OwnTestGrading(exercise, task, workspace)


def verdict(results: list[VariantResult]) -> OwnTestVerdict:
    """Return what the results come to: the first thing that is wrong, or the survivors."""
    for result in results:
        if result.as_it_should or result.outcome == "survived":
            continue
        return OwnTestVerdict(False, _words(result), _survivors(results))
    survivors = _survivors(results)
    if survivors:
        named = ", ".join(survivors)
        return OwnTestVerdict(False, f"it lets wrong code pass: {named}", survivors)
    if not results:
        return OwnTestVerdict(False, "the exercise has no code to try it on")
    wrong = sum(result.kind in ("starter", "chaff") for result in results)
    return OwnTestVerdict(True, f"it passes on right code and fails on all {wrong} wrong versions")


def _survivors(results: list[VariantResult]) -> tuple[str, ...]:
    return tuple(result.name for result in results if result.outcome == "survived")


def _words(result: VariantResult) -> str:
    on = result.name if result.kind in ("solution", "starter") else f"{result.kind} {result.name}"
    where = f"{on}, {result.test}" if result.test is not None else on
    what = {
        "not-a-test-yet": f"not a test yet: {result.why}",
        "refused": f"it fails on right code ({where}): {result.why}",
        "wrong-reason": f"it fails on wrong code for a reason that doesn't count ({where}): "
        f"{result.why}",
        "flaky": f"flaky ({where}): {result.why}",
        "timeout": f"it does not come to an end ({where}): {result.why}",
        "stopped": f"it does not come to its end ({where}): {result.why}",
    }
    return what[result.outcome]


def _place(variant: str) -> tuple[int, str]:
    return (("solution", "wheat", "starter", "chaff").index(_kind(variant)), variant)


def _kind(variant: str) -> VariantKind:
    if variant.startswith("wheats/"):
        return "wheat"
    if variant.startswith("chaffs/"):
        return "chaff"
    return "starter" if variant == STARTER else "solution"


def _file_of(workspace: Layer, name: str) -> Path | None:
    if isinstance(workspace, Path):
        file = workspace / name
        return file if is_file_of(file, workspace.resolve()) else None
    return workspace.get(name)

"""Whether the other tasks tell the solution from the starter, as the learner's work will be."""

from __future__ import annotations

from collections.abc import Iterator

from ormlab_tui.author.measured_task import measured_task_problems
from ormlab_tui.checks.approaches import ApproachesVerdict, FileApproach, try_approaches
from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.instrument import run_instrument
from ormlab_tui.checks.own_test import grade_own_test
from ormlab_tui.checks.own_test_results import OwnTestVerdict
from ormlab_tui.course.files import TomlFile
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ApproachesTask, InstrumentTask, MeasureTask, OwnTestTask
from ormlab_tui.course.variants import INSTRUMENTED, SOLUTION, STARTER, variant_files


def graded_task_problems(exercise: Exercise, toml: TomlFile) -> Iterator[str]:
    """Yield where a task's grading does not accept the solution, or accepts the starter."""
    if exercise.starter is None or exercise.solution is None:
        # That they are missing is said where files are looked at.
        return
    for place, task in enumerate(exercise.tasks):
        field = f"tasks[{place}]"
        try:
            if isinstance(task, OwnTestTask):
                yield from _own_test_problems(exercise, task)
            elif isinstance(task, InstrumentTask):
                yield from _instrument_problems(exercise, task, field, toml)
            elif isinstance(task, ApproachesTask):
                yield from _approaches_problems(exercise, task, field, toml)
            elif isinstance(task, MeasureTask):
                yield from measured_task_problems(exercise, task)
        except CheckError as error:
            yield toml.fault(field, f"task {task.id} can't be tried: {error}")


def _own_test_problems(exercise: Exercise, task: OwnTestTask) -> Iterator[str]:
    place = f"{exercise.folder.name}/solution/{task.file}"
    for said in grade_own_test(exercise, task, variant_files(exercise, SOLUTION)):
        if isinstance(said, OwnTestVerdict) and not said.passed:
            yield f"{place}: {said.message}"
    starter = variant_files(exercise, STARTER)
    if task.file in starter:
        for said in grade_own_test(exercise, task, starter):
            if isinstance(said, OwnTestVerdict) and said.passed:
                yield f"{exercise.folder.name}/starter/{task.file}: is a test to full marks already"


def _instrument_problems(
    exercise: Exercise, task: InstrumentTask, field: str, toml: TomlFile
) -> Iterator[str]:
    right = SOLUTION if exercise.instrumented is None else INSTRUMENTED
    grade = run_instrument(exercise, task, variant_files(exercise, right))
    for place, each in enumerate(grade.expectations):
        if not each.holds:
            got = each.problem or f"got {each.got}"
            yield toml.fault(
                f"{field}.expect[{place}]",
                f"does not hold on {right}: expected {each.expected}, {got}",
            )
    starter = variant_files(exercise, STARTER)
    if task.run in starter and run_instrument(exercise, task, starter).passed:
        yield toml.fault(f"{field}.expect", "holds on the starter, where nothing is instrumented")


def _approaches_problems(
    exercise: Exercise, task: ApproachesTask, field: str, toml: TomlFile
) -> Iterator[str]:
    shown: set[str] = set()
    wheats = [
        f"wheats/{folder.name}"
        for folder in exercise.wheats
        if any((folder / file).is_file() for file in task.files)
    ]
    for variant in (SOLUTION, *wheats):
        for said in try_approaches(exercise, task, variant_files(exercise, variant)):
            if isinstance(said, ApproachesVerdict):
                shown.update(said.found)
                if variant == SOLUTION and not said.passed:
                    yield f"{exercise.folder.name}/{variant}: {said.message}"
            elif isinstance(said, FileApproach) and said.approach is None:
                missed = "".join(
                    f"; expected {each.expected}, got {each.problem or each.got}"
                    for each in said.missed[:2]
                )
                yield f"{exercise.folder.name}/{variant}/{said.file}: {said.message}{missed}"
    for place, approach in enumerate(task.approaches):
        if approach.name not in shown:
            yield toml.fault(
                f"{field}.approaches[{place}].name",
                f"{approach.name} is shown by neither the solution nor a wheat",
            )
    for said in try_approaches(exercise, task, variant_files(exercise, STARTER)):
        if isinstance(said, ApproachesVerdict) and said.passed:
            yield toml.fault(f"{field}.expect", "the starter has two ways already")

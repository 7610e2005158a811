"""Checks: an exercise's tests run in a process of their own, and what they say of the work.

Everything runs in a fresh temporary folder that holds a copy of the workspace; nothing of the
learner's is written, and no process and no file is left behind, however a run ends.

- `CheckRun` runs test files and yields `TestsFound`, `TestStarted`, `TestResult` and at last a
  `CheckEnd`; `cancel` ends it from another thread. `run_checks` makes one for a task of the
  course, and `StageProgress` says which of the task's stages are green.
- `record_test` is a `Run` of one test, for the lab to step through; `record_instrument` is one
  of an instrumented script, and `grade_instrument` grades its recording.
- `grade_own_test` and `try_approaches` grade the tasks of these kinds, result by result.
- `run_variant` runs tests on a starter, a solution, a wheat or a chaff, for proving a course.

A workspace is a folder, or where each file belongs and where its content lies, as
`course.variants.variant_files` returns it. Imports nothing heavy by itself: the process that
runs the tests imports from here as well.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ormlab_tui.checks.approaches import (
        ApproachesGrading,
        ApproachesVerdict,
        FileApproach,
        try_approaches,
    )
    from ormlab_tui.checks.check_run import CHECK_LIMITS, CheckRun, TestFile
    from ormlab_tui.checks.errors import CheckError
    from ormlab_tui.checks.folder_run import FolderRun, recorded
    from ormlab_tui.checks.instrument import (
        Expectation,
        InstrumentGrade,
        grade_instrument,
        record_instrument,
        run_instrument,
    )
    from ormlab_tui.checks.own_test import OwnTestGrading, grade_own_test
    from ormlab_tui.checks.own_test_results import OwnTestVerdict, VariantResult
    from ormlab_tui.checks.record_test import record_test
    from ormlab_tui.checks.results import (
        CheckEnd,
        CheckMessage,
        CodePlace,
        TestName,
        TestResult,
        TestsFound,
        TestStarted,
    )
    from ormlab_tui.checks.stages import StageProgress, StageState
    from ormlab_tui.checks.task_checks import course_node, run_checks
    from ormlab_tui.checks.variants import VariantRun, run_variant

__all__ = [
    "CHECK_LIMITS",
    "ApproachesGrading",
    "ApproachesVerdict",
    "CheckEnd",
    "CheckError",
    "CheckMessage",
    "CheckRun",
    "CodePlace",
    "Expectation",
    "FileApproach",
    "FolderRun",
    "InstrumentGrade",
    "OwnTestGrading",
    "OwnTestVerdict",
    "StageProgress",
    "StageState",
    "TestFile",
    "TestName",
    "TestResult",
    "TestStarted",
    "TestsFound",
    "VariantResult",
    "VariantRun",
    "course_node",
    "grade_instrument",
    "grade_own_test",
    "record_instrument",
    "record_test",
    "recorded",
    "run_checks",
    "run_instrument",
    "run_variant",
    "try_approaches",
]

_HOMES = {
    "approaches": ("ApproachesGrading", "ApproachesVerdict", "FileApproach", "try_approaches"),
    "check_run": ("CHECK_LIMITS", "CheckRun", "TestFile"),
    "errors": ("CheckError",),
    "folder_run": ("FolderRun", "recorded"),
    "instrument": (
        "Expectation",
        "InstrumentGrade",
        "grade_instrument",
        "record_instrument",
        "run_instrument",
    ),
    "own_test": ("OwnTestGrading", "grade_own_test"),
    "own_test_results": ("OwnTestVerdict", "VariantResult"),
    "record_test": ("record_test",),
    "results": (
        "CheckEnd",
        "CheckMessage",
        "CodePlace",
        "TestName",
        "TestResult",
        "TestStarted",
        "TestsFound",
    ),
    "stages": ("StageProgress", "StageState"),
    "task_checks": ("course_node", "run_checks"),
    "variants": ("VariantRun", "run_variant"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, so that importing one part does not import all."""
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Tests run on a variant of an exercise: its starter, its solution, a wheat or a chaff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ormlab_tui.checks.check_run import CHECK_LIMITS, CheckRun
from ormlab_tui.checks.results import CheckEnd, TestResult
from ormlab_tui.checks.task_checks import course_node, files_of_nodes, limits_of
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.variants import variant_files


class VariantRun(msgspec.Struct, frozen=True):
    """The results by their nodes, as a course writes them, and how the run ended."""

    results: Mapping[str, TestResult]
    end: CheckEnd


def run_variant(exercise: Exercise, variant: str, nodes: Sequence[str]) -> VariantRun:
    """Run the tests that the nodes name on a variant, such as ``chaffs/never-committed``.

    Raises CheckError if they can't be run, CourseError if there is no such variant.
    """
    run = CheckRun(
        variant_files(exercise, variant),
        files_of_nodes(exercise, nodes),
        limits_of(exercise, CHECK_LIMITS),
        visible=exercise.visible_tests,
    )
    results: dict[str, TestResult] = {}
    for message in run:
        if isinstance(message, TestResult):
            results[course_node(message)] = message
        elif isinstance(message, CheckEnd):
            return VariantRun(results, message)
    raise AssertionError("a run ends with a CheckEnd")

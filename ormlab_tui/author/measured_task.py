"""Whether the solution's versions of a measured task run, and leave the same rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ormlab_tui.author.two_recordings import lay, limits_of
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import MeasureTask
from ormlab_tui.course.variants import SOLUTION, variant_files
from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import Compared, Failed
from ormlab_tui.runner.errors import RunError


def measured_task_problems(exercise: Exercise, task: MeasureTask) -> Iterator[str]:
    """Yield which of the solution's versions can't be measured, with the fewest rows, once."""
    name = exercise.folder.name
    with tempfile.TemporaryDirectory(prefix="ormlab-author-") as temporary:
        folder = Path(temporary)
        lay(variant_files(exercise, SOLUTION), folder)
        try:
            measuring = Measuring(
                [folder / script for script in task.scripts],
                [min(task.sizes)],
                repeats=1,
                prepare=folder / task.prepare if task.prepare is not None else None,
                limits=limits_of(exercise),
            )
            for result in measuring:
                if isinstance(result, Failed):
                    yield f"{name}/{SOLUTION}/{result.version}.py: {result.sentence}"
                elif isinstance(result, Compared) and result.difference is not None:
                    yield f"{name}/{SOLUTION}: {result.difference}"
        except RunError as error:
            yield f"{name}/{SOLUTION}: can't be measured: {error}"

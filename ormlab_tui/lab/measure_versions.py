"""The versions of a measuring task: their files in the workspace, to be measured or stepped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import MeasureTask
from ormlab_tui.lab.exercise_source import limits_of_exercise
from ormlab_tui.lab.measure_database import DatabaseChoice
from ormlab_tui.lab.measure_file import Kept, keep, kept, kept_file, scripts_digest
from ormlab_tui.lab.measure_state import Measurement, Plan
from ormlab_tui.lab.measure_step import ROWS_TO_STEP, VersionToStep, ground_to_step
from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import Failed, Result
from ormlab_tui.runner.errors import RunError
from ormlab_tui.workspace import Workspace, WorkspaceError


class Versions:
    """What is measured, as its files are at any moment; `close` it in the end."""

    def __init__(
        self, course: Course, exercise: Exercise, task: MeasureTask, workspace: Workspace
    ) -> None:
        self.names = tuple(Path(script).stem for script in task.scripts)
        self.sizes = tuple(sorted(set(task.sizes)))
        self._task = task
        self._workspace = workspace
        self._limits = limits_of_exercise(exercise)
        self._file = kept_file(course.id, exercise.id, task.id)
        self._left = ExitStack()

    def measuring(self, database: DatabaseChoice) -> Measuring:
        """Return what measures them. Raises RunError, one sentence, if a file can't be run."""
        return Measuring(
            [self._path(script) for script in self._task.scripts],
            self._task.sizes,
            self._task.repeats,
            prepare=self._prepare,
            url=database.url,
            limits=self._limits,
        )

    def to_step(self, place: int, database: DatabaseChoice) -> VersionToStep:
        """Return one of them to step through with a few rows. Raises RunError, one sentence."""
        script = self._path(self._task.scripts[place])
        ground = self._left.enter_context(ground_to_step(self._prepare, database.url))
        rows = min(ROWS_TO_STEP, *self.sizes)
        return VersionToStep(script, (str(rows),), self._limits, ground)

    def not_measured(self, database: DatabaseChoice, trouble: str) -> Measurement:
        """Return a measurement that never began, and why."""
        plan = Plan(self.names, self.sizes, self._task.repeats, 0)
        measurement = Measurement(plan, database.words)
        measurement.trouble = trouble
        return measurement

    def with_short_names(self, result: Result) -> Result:
        """Return the result, its files called as in the workspace where it tells of any."""
        if not isinstance(result, Failed):
            return result
        folder = f"{self._workspace.folder.resolve()}{os.sep}"
        return msgspec.structs.replace(
            result,
            sentence=result.sentence.replace(folder, ""),
            output=result.output.replace(folder, ""),
        )

    def digest(self) -> str:
        """Return what tells the files as they are now from any other."""
        return scripts_digest(self._workspace.folder / name for name in self._files())

    def kept(self) -> Kept | None:
        """Return the last measurement of these versions and sizes, if there is one."""
        found = kept(self._file, self.names)
        return found if found is not None and found.plan.sizes == self.sizes else None

    def keep(self, measurement: Measurement, digest: str) -> None:
        """Keep a measurement. Raises OSError."""
        keep(self._file, measurement, digest)

    def close(self) -> None:
        """Leave no database behind."""
        self._left.close()

    @property
    def _prepare(self) -> Path | None:
        return self._path(self._task.prepare) if self._task.prepare is not None else None

    def _files(self) -> Iterator[str]:
        yield from self._task.scripts
        if self._task.prepare is not None:
            yield self._task.prepare

    def _path(self, name: str) -> Path:
        try:
            path = self._workspace.path(name)
        except WorkspaceError as error:
            raise RunError(f"{error}.") from error
        if not path.is_file():
            raise RunError(f"There is no {name} among your files.")
        return path

"""Several solutions, told apart by what the recording of a probe shows of each."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.folder_run import FolderRun, InRoom, recorded
from ormlab_tui.checks.instrument import Expectation, expectation
from ormlab_tui.checks.results import bounded
from ormlab_tui.checks.room import Layer, Room
from ormlab_tui.checks.task_checks import limits_of
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import Approach, ApproachesTask
from ormlab_tui.recording import Recording
from ormlab_tui.runner.limits import Limits


class FileApproach(msgspec.Struct, frozen=True):
    """One of the learner's files: which way it goes, None if it is none that is known.

    Without a way, `message` says how the probe ended and `missed` has, for the way that comes
    closest, what it would have shown and did not.
    """

    file: str
    approach: Approach | None
    message: str
    missed: tuple[Expectation, ...] = ()


class ApproachesVerdict(msgspec.Struct, frozen=True):
    """Whether enough different ways were found, and which."""

    passed: bool
    found: tuple[str, ...]
    message: str


class ApproachesGrading:
    """The probing of a task's files. Iterate over it once, in one thread.

    Yields a `FileApproach` for each file and at last the `ApproachesVerdict`.
    """

    def __init__(self, exercise: Exercise, task: ApproachesTask, workspace: Layer) -> None:
        self._exercise = exercise
        self._task = task
        self._workspace = workspace
        self._run: FolderRun | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """End the probing soon. For any thread."""
        self._cancelled = True
        if self._run is not None:
            self._run.cancel()

    def __iter__(self) -> Iterator[FileApproach | ApproachesVerdict]:
        found: dict[str, str] = {}
        for file in self._task.files:
            probed = self._probe(file)
            if self._cancelled:
                yield ApproachesVerdict(False, tuple(found), "stopped on request")
                return
            if probed.approach is not None:
                found.setdefault(probed.approach.name, file)
            yield probed
        yield _verdict(self._task, tuple(found))

    def _probe(self, file: str) -> FileApproach:
        run = self._run = record_probe(self._exercise, self._task, self._workspace, file)
        if self._cancelled:
            run.cancel()
        try:
            return classify(file, self._task, recorded(run))
        except CheckError as error:
            return FileApproach(file, None, str(error))


def try_approaches(exercise: Exercise, task: ApproachesTask, workspace: Layer) -> ApproachesGrading:
    """Return the probing of the learner's files, each in a copy of the workspace."""
    return ApproachesGrading(exercise, task, workspace)


def record_probe(
    exercise: Exercise, task: ApproachesTask, workspace: Layer, file: str
) -> FolderRun:
    """Return the run ``python PROBE FILE``. The recording has the probe's source: not to show."""

    def lay(room: Room) -> InRoom:
        probe = exercise.folder / task.probe
        room.lay([workspace], [probe])
        if not (room.work / file).is_file():
            raise CheckError(f"there is no {file} in the workspace: write it first")
        return InRoom(room.work / probe.name, [file])

    return FolderRun(file, lay, limits_of(exercise, Limits()))


def classify(file: str, task: ApproachesTask, recording: Recording) -> FileApproach:
    """Return which way a file goes, by the recording of the probe."""
    closest: tuple[Expectation, ...] | None = None
    for approach in task.approaches:
        asked = [expectation(query, recording) for query in approach.expect]
        missed = tuple(each for each in asked if not each.holds)
        if not missed:
            return FileApproach(file, approach, approach.text)
        if closest is None or len(missed) < len(closest):
            closest = missed
    outcome = recording.outcome
    if outcome is not None and outcome.kind != "finished":
        said = f": {outcome.message}" if outcome.message else ""
        message = f"what it returns can't be used: the run ended with {outcome.kind}{said}"
    else:
        message = "it does not go any of the ways that are looked for"
    return FileApproach(file, None, bounded(message), closest or ())


def _verdict(task: ApproachesTask, found: tuple[str, ...]) -> ApproachesVerdict:
    if len(found) >= task.different:
        return ApproachesVerdict(True, found, f"{len(found)} different ways: {', '.join(found)}")
    what = f"only {' and '.join(found)}" if found else "none"
    return ApproachesVerdict(
        False, found, f"{task.different} different ways are asked for: found {what}"
    )

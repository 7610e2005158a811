"""Grading of an instrumented file: its run is recorded, and every expectation asked of that."""

from __future__ import annotations

import msgspec

from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.folder_run import FolderRun, InRoom, recorded
from ormlab_tui.checks.room import Layer, Room
from ormlab_tui.checks.task_checks import limits_of
from ormlab_tui.course.answer_query import answer_of, holds
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.query import Place, Query
from ormlab_tui.course.task import InstrumentTask
from ormlab_tui.recording import Recording
from ormlab_tui.recording.messages import Outcome
from ormlab_tui.runner.limits import Limits


class Expectation(msgspec.Struct, frozen=True):
    """What was asked of the recording, whether it holds, and what the recording says.

    `problem` says why the recording can't answer, where it can't; `where` is the part of the
    run that was asked about, "" for all of it.
    """

    query: Query
    holds: bool
    expected: str
    got: str | None
    problem: str | None = None
    where: str = ""


class InstrumentGrade(msgspec.Struct, frozen=True):
    """The expectations in the task's order, and how the run ended."""

    expectations: tuple[Expectation, ...]
    outcome: Outcome | None

    @property
    def passed(self) -> bool:
        """Whether every expectation holds."""
        return all(each.holds for each in self.expectations)


def record_instrument(exercise: Exercise, task: InstrumentTask, workspace: Layer) -> FolderRun:
    """Return the run of the task's script in a copy of the workspace."""

    def lay(room: Room) -> InRoom:
        room.lay([workspace])
        script = room.work / task.run
        if not script.is_file():
            raise CheckError(f"there is no {task.run} in the workspace: write it first")
        return InRoom(script)

    return FolderRun(task.run, lay, limits_of(exercise, Limits()))


def grade_instrument(task: InstrumentTask, recording: Recording) -> InstrumentGrade:
    """Return what a recording of the task's script is worth."""
    expectations = tuple(expectation(query, recording) for query in task.expect)
    return InstrumentGrade(expectations, recording.outcome)


def run_instrument(exercise: Exercise, task: InstrumentTask, workspace: Layer) -> InstrumentGrade:
    """Record the task's script and grade it. Raises CheckError if there is no recording."""
    return grade_instrument(task, recorded(record_instrument(exercise, task, workspace)))


def expectation(query: Query, recording: Recording) -> Expectation:
    """Return whether a query holds, and what the recording says to it."""
    expected, where = str(query.matches), _where(query)
    try:
        got = answer_of(msgspec.structs.replace(query, matches=None), recording).text
    except QueryError as error:
        return Expectation(query, False, expected, None, str(error), where)
    return Expectation(query, holds(query, recording), expected, got, None, where)


def _where(query: Query) -> str:
    words = []
    for name, word in (("at", "at"), ("since", "from"), ("until", "to")):
        place = getattr(query, name, None)
        code = place.at if isinstance(place, Place) else place
        if code is not None:
            words.append(f"{word} {code}")
    return " ".join(words)

"""Where in a recording something is: a statement by its source, a variable by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ormlab_tui.course.query import Place
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.changes import frame_key
from ormlab_tui.recording.values import FrameValue, ObjectValue, SessionValue

_TOKEN: Final = re.compile(r"([^\W\d]\w*)#(\d+)")
_WAITING: Final = re.compile(r"\b(await|async)\b")
_SHOWN: Final = 60


class QueryError(Exception):
    """A query that a recording can't answer; one sentence says why."""


class Execution(NamedTuple):
    """One execution of a statement: its first step and its last, its calls' steps included."""

    start: int
    end: int


def find(place: Place, recording: Recording) -> Execution:
    """Return the execution that a place names; without `at`, the last step of the run.

    Raises QueryError if there is none, or several and the place does not say which.
    """
    if not recording.steps:
        raise QueryError("nothing ran")
    if place.at is None:
        return Execution(recording.last, recording.last)
    starts = _starts(recording, place.at, place.file)
    if not starts:
        raise QueryError(_none_ran(recording, place.at, place.file))
    ran = f"{_short(place.at)} ran {len(starts)} times"
    if place.when == "last":
        start = starts[-1]
    elif place.time is None and len(starts) > 1:
        raise QueryError(
            f'{ran}: say which by time = 1 to {len(starts)}, or by when = "last"'
            f" (lines {_lines_of(recording, starts)})"
        )
    elif place.time is not None and place.time > len(starts):
        times = "once" if len(starts) == 1 else f"{len(starts)} times"
        raise QueryError(f"{_short(place.at)} ran {times} only, so there is no time {place.time}")
    else:
        start = starts[(place.time or 1) - 1]
    return execution_at(recording, start)


def execution_at(recording: Recording, start: int) -> Execution:
    """Return the execution of the statement that begins with step `start`."""
    return Execution(start, _end(recording, start))


def own_steps(recording: Recording, execution: Execution) -> Iterator[Step]:
    """Yield the execution's steps, without those of other threads and tasks in between."""
    first = recording.steps[execution.start]
    for index in range(execution.start, execution.end + 1):
        step = recording.steps[index]
        if _in_flow_of(step, first):
            yield step


def source_of(recording: Recording, step: Step) -> str:
    """Return the source of a step's statement, each run of white space as one space."""
    lines = recording.sources.get(step.file, "").splitlines()
    return _folded("\n".join(lines[step.lines[0] - 1 : step.lines[1]]))


def variable(recording: Recording, name: str, execution: Execution) -> str:
    """Return a variable's shown value after the execution, as the statement's frame sees it.

    A frame that the statement has ended is asked for what it held before. Raises QueryError if
    there is no such variable.
    """
    step = recording.steps[execution.start]
    own = _own_frame(recording, step, execution.end)
    if own is None:
        own = _own_frame(recording, step, execution.start - 1)
    outer = (
        recording.value(frame_key(step.thread, depth), execution.end)
        for depth in range(step.depth - 1, -1, -1)
    )
    for frame in (own, *outer):
        if isinstance(frame, FrameValue) and name in frame.variables:
            return frame.variables[name]
    raise QueryError(f"there is no variable {name} after {_short(source_of(recording, step))}")


def mapped_object(recording: Recording, name: str, execution: Execution) -> ObjectValue:
    """Return the mapped object that a variable holds, as it is after the execution.

    Raises QueryError if the variable is not there or holds none.
    """
    token = variable(recording, name, execution)
    value = recording.value(("object", token), execution.end)
    if not isinstance(value, ObjectValue):
        raise QueryError(f"{name} holds {class_of(token)}, which is no mapped object then")
    return value


def session_number(recording: Recording, name: str | int, execution: Execution) -> int:
    """Return the number of the session that is named by its number or by a variable."""
    if isinstance(name, int):
        return name
    token = variable(recording, name, execution)
    match = _TOKEN.fullmatch(token)
    of_object = bool(recording.timelines.changes_of(("object", token)))
    value = recording.value(("session", match[2]), execution.end) if match is not None else None
    if of_object or not isinstance(value, SessionValue):
        raise QueryError(f"{name} holds {class_of(token)}, which is no session then")
    return value.session


def class_of(shown: str) -> str:
    """Return what is the same in every run: an object's token gives way to its class."""
    match = _TOKEN.fullmatch(shown)
    return match[1] if match is not None else shown


def _starts(recording: Recording, at: str, file: str | None) -> list[int]:
    wanted = _folded(at)
    matching: dict[tuple[str, tuple[int, int]], bool] = {}
    starts = []
    for step in recording.steps:
        if file is not None and step.file != file:
            continue
        statement = (step.file, step.lines)
        if statement not in matching:
            matching[statement] = wanted in source_of(recording, step)
        if matching[statement] and not _goes_on(recording, step):
            starts.append(step.index)
    return starts


def _goes_on(recording: Recording, step: Step) -> bool:
    """Return whether the step is a statement going on after a call that it made."""
    deeper = False
    for index in range(step.index - 1, -1, -1):
        before = recording.steps[index]
        if not _in_flow_of(before, step):
            continue
        if before.depth > step.depth:
            deeper = True
            continue
        return deeper and before.depth == step.depth and _same_statement(before, step)
    return False


def _end(recording: Recording, start: int) -> int:
    first = recording.steps[start]
    # Other tasks run while it waits, and what they do is done when it goes on.
    waits = first.task is not None and _WAITING.search(source_of(recording, first)) is not None
    end = waited = start
    for index in range(start + 1, len(recording.steps)):
        step = recording.steps[index]
        if not _in_flow_of(step, first):
            if waits and step.thread == first.thread:
                waited = index
            continue
        called = recording.steps[end].depth > first.depth
        goes_on = called and step.depth == first.depth and _same_statement(step, first)
        if step.depth <= first.depth and not goes_on:
            break
        end = index
    return max(end, waited)


def _in_flow_of(step: Step, statement: Step) -> bool:
    """Return whether a step can be of a call that the statement made, or the statement itself.

    A task's steps are its own; what runs in no task, as asyncio.run(), runs all tasks.
    """
    return step.thread == statement.thread and statement.task in (None, step.task)


def _same_statement(one: Step, other: Step) -> bool:
    return one.lines == other.lines and one.file == other.file


def _own_frame(recording: Recording, step: Step, moment: int) -> FrameValue | None:
    """Return the frame that runs the step, if it is there after step `moment`."""
    value = recording.value(frame_key(step.thread, step.depth), moment)
    if not isinstance(value, FrameValue):
        return None
    return value if (value.function, value.file) == (step.function, step.file) else None


def _none_ran(recording: Recording, at: str, file: str | None) -> str:
    names = [file] if file is not None else list(recording.sources)
    written = any(_folded(at) in _folded(recording.sources.get(name, "")) for name in names)
    where = f" of {file}" if file is not None else ""
    if written:
        return f"no statement{where} with {_short(at)} in it has run"
    return f"no statement{where} has {_short(at)} in it"


def _lines_of(recording: Recording, starts: list[int]) -> str:
    lines = [str(recording.steps[start].lines[0]) for start in starts[:12]]
    return ", ".join(lines) + (", …" if len(starts) > 12 else "")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    folded = _folded(text)
    return repr(folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + "…")

"""Where a step key leads: from a recording and the step where the lab stands to another step.

Every function returns a step, or None where there is none to go to. -1 is before the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from ormlab_tui.recording import BEFORE, Recording, Step

Direction = Literal[1, -1]


def next_over(recording: Recording, step: int, direction: Direction) -> int | None:
    """Return the next step, or the one before, that is not inside a call made by this one.

    At the end of a function that is a step of its caller.
    """
    if step == BEFORE:
        return _neighbour(recording, step, direction)
    here = recording.steps[step]
    return _nearest(recording, step, direction, lambda there: _alongside(there, here, here.depth))


def next_out(recording: Recording, step: int, direction: Direction) -> int | None:
    """Return the step at which the caller goes on (1), or the one that made the call (-1)."""
    if step == BEFORE:
        return None
    here = recording.steps[step]
    return _nearest(
        recording, step, direction, lambda there: _alongside(there, here, here.depth - 1)
    )


def next_on_line(recording: Recording, step: int, file: str, line: int) -> int | None:
    """Return the next step that runs the line, or else the first one from the start."""

    def runs_it(there: Step) -> bool:
        return there.file == file and there.lines[0] <= line <= there.lines[1]

    found = _nearest(recording, step, 1, runs_it)
    return found if found is not None else _nearest(recording, BEFORE, 1, runs_it)


def next_of(steps: Iterable[int], step: int, direction: Direction) -> int | None:
    """Return the nearest of `steps`, given in order, on that side of `step`."""
    if direction > 0:
        return next((each for each in steps if each > step), None)
    before = None
    for each in steps:
        if each >= step:
            break
        before = each
    return before


def _neighbour(recording: Recording, step: int, direction: Direction) -> int | None:
    there = step + direction
    return there if BEFORE <= there <= recording.last else None


def _alongside(there: Step, here: Step, depth: int) -> bool:
    return there.depth <= depth and there.thread == here.thread and there.task == here.task


def _nearest(
    recording: Recording, step: int, direction: Direction, fits: Callable[[Step], bool]
) -> int | None:
    steps = recording.steps
    stop = len(steps) if direction > 0 else -1
    for index in range(step + direction, stop, direction):
        if fits(steps[index]):
            return index
    return None

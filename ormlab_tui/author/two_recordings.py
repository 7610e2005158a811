"""Recording a script twice, and the first thing in which the two recordings differ."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from ormlab_tui.course.files import tree_files
from ormlab_tui.course.model import Exercise
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.events import Output, Raised, Sql, State, event_type
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run, record

#: Seeds of Python's hashing, so that what depends on the order of a set differs.
_SEEDS = ("1", "20")
#: What an exception's message may say of an object, and is never an answer.
_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_Flow = tuple[str, str | None]


class Pair(NamedTuple):
    """Two recordings of one script."""

    first: Recording
    second: Recording


def record_twice(exercise: Exercise, files: Mapping[str, Path], script: str) -> Pair:
    """Return two recordings of a script that lies among `files`, laid into a folder of its own.

    It is one folder, laid anew, so that paths tell no difference. Raises RunError if the script
    can't be recorded, or leaves files behind where it runs.
    """
    with tempfile.TemporaryDirectory(prefix="ormlab-author-") as name:
        folder = Path(name) / "course"
        return Pair(*(_record(exercise, files, script, seed, folder) for seed in _SEEDS))


def difference(pair: Pair) -> str | None:
    """Return in words the first fact in which the recordings differ; None if there is none.

    Facts are the steps, their SQL with its cause, what they print and raise, the states that
    objects come into, and the outcome.
    """
    first, second = pair
    if first.outcome != second.outcome:
        return f"the outcome: {_outcome(first)} and then {_outcome(second)}"
    one, other = _facts(first), _facts(second)
    for flow in dict.fromkeys((*one, *other)):
        for fact, its_twin in zip_longest(one.get(flow, []), other.get(flow, [])):
            if fact != its_twin:
                return f"{fact or 'the end'}, and then {its_twin or 'the end'}"
    return None


def lay(files: Mapping[str, Path], folder: Path) -> None:
    """Copy files to where each belongs in a folder."""
    for place, path in files.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def limits_of(exercise: Exercise) -> Limits:
    """Return the limits of one run: the exercise's own, or the usual ones."""
    own, usual = exercise.limits, Limits()
    return Limits(
        own.max_steps or usual.max_steps,
        own.max_seconds or usual.max_seconds,
        own.max_memory or usual.max_memory,
        own.max_output or usual.max_output,
    )


def _record(
    exercise: Exercise, files: Mapping[str, Path], script: str, seed: str, folder: Path
) -> Recording:
    lay(files, folder)
    environment = {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    run = Run(folder / script, (), limits_of(exercise), environment=environment, cwd=folder)
    recording = record(run)
    for path in tree_files(folder):
        place = path.relative_to(folder).as_posix()
        if place not in files:
            raise RunError(f"it leaves {place} behind where it runs: let it tidy up after itself")
    shutil.rmtree(folder)
    return recording


def _outcome(recording: Recording) -> str:
    outcome = recording.outcome
    if outcome is None:
        return "none"
    return outcome.kind + (f" ({outcome.message})" if outcome.message else "")


def _facts(recording: Recording) -> dict[_Flow, list[str]]:
    """Return the facts of each thread and task: how these are interleaved may differ."""
    flows: dict[_Flow, list[str]] = {}
    for step in recording.steps:
        facts = flows.setdefault((step.thread, step.task), [])
        facts.append(f"{_place(step)} in {step.function}")
        facts += _event_facts(step)
    return flows


def _event_facts(step: Step) -> list[str]:
    """Return what happened in a step, the objects' states last and in alphabetical order.

    A flush and a session's end take their objects out of sets, in no order to rely on.
    """
    facts, states = [], []
    for event in step.events:
        if isinstance(event, State):
            came = f"{event.object.partition('#')[0]} {event.to_state}"
            states.append(f"{_place(step)}: state {came}")
            continue
        if isinstance(event, Sql):
            said = f"({event.cause}) {' '.join(event.statement.split())}"
        elif isinstance(event, Output):
            said = f"{event.stream} {event.text!r}"
        elif isinstance(event, Raised):
            said = f"{event.class_name}: {_ADDRESS.sub('0x…', event.message)}"
        else:
            continue
        facts.append(f"{_place(step)}: {event_type(event)} {said}")
    return facts + sorted(states)


def _place(step: Step) -> str:
    return f"{step.file}:{step.lines[0]}"

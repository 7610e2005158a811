"""The words below the code: where the next statement is, or how the run ends."""

from __future__ import annotations

from typing import Final

from ormlab_tui.lab.inert_text import inert, one_line
from ormlab_tui.recording import Outcome, Recording, Step
from ormlab_tui.recording.messages import OutcomeKind

_LONGEST: Final = 200
_ENDS: Final[dict[OutcomeKind, str]] = {
    "finished": "finished",
    "exception": "an exception that nothing caught",
    "exit": "exit",
    "syntax-error": "not valid Python",
    "step-limit": "stopped at the limit of steps",
    "time-limit": "stopped at the limit of time",
    "memory-limit": "stopped at the limit of memory",
    "output-limit": "stopped at the limit of output",
    "crashed": "crashed",
    "cancelled": "cancelled",
}


def next_words(recording: Recording, step: int) -> str:
    """Return where the statement after `step` is, or that there is none and why."""
    if step >= recording.last:
        return _end_words(recording)
    here = recording.steps[step] if step >= 0 else None
    there = recording.steps[step + 1]
    return inert(f"next: {_place(here, there)}{_flow(here, there)}", _LONGEST)


def _place(here: Step | None, there: Step) -> str:
    line = there.lines[0]
    if here is None:
        return f"line {line}"
    if there.file != here.file:
        return f"{there.file}:{line}"
    if there.lines == here.lines:
        return f"line {line} again"
    return f"line {line}"


def _flow(here: Step | None, there: Step) -> str:
    """Return the function, thread or task of the next statement, where it is another."""
    if here is None:
        return ""
    if there.thread != here.thread:
        return f" in {there.thread}"
    if there.task != here.task:
        return f" in {there.task or 'no task'}"
    if (there.depth, there.function) == (here.depth, here.function):
        return ""
    name = "the module" if there.function == "<module>" else there.function
    return f", into {name}" if there.depth > here.depth else f", back in {name}"


def _end_words(recording: Recording) -> str:
    outcome = recording.outcome
    if outcome is None:
        return "recorded up to here"
    if not recording.steps:
        return inert(f"it did not begin: {_outcome(outcome)}", _LONGEST)
    return inert(f"the run ends here: {_outcome(outcome)}", _LONGEST)


def _outcome(outcome: Outcome) -> str:
    if outcome.message:
        return one_line(outcome.message)
    words = _ENDS[outcome.kind]
    if outcome.kind == "exit" and outcome.exit_code is not None:
        return f"{words} with status {outcome.exit_code}"
    return words

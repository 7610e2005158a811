"""How a run ended: what the child said, what stopped it and its exit code, put together."""

from __future__ import annotations

import signal
from typing import Literal

import msgspec

from ormlab_tui.recording.messages import Outcome
from ormlab_tui.runner.limits import Limits

StopKind = Literal["time-limit", "memory-limit", "output-limit", "cancelled"]


class Stopped(msgspec.Struct, frozen=True):
    """The runner ended the run: why, in one word and in one sentence."""

    kind: StopKind
    message: str


def stopped_by_time(limits: Limits) -> Stopped:
    """Return why a run that took too long was ended."""
    return Stopped("time-limit", f"stopped after {limits.max_seconds:g} s")


def stopped_by_memory(limits: Limits) -> Stopped:
    """Return why a run that used too much memory was ended."""
    return Stopped("memory-limit", f"stopped: it used more than {limits.max_memory} MiB of memory")


def stopped_by_output(limits: Limits) -> Stopped:
    """Return why a run that printed too much was ended."""
    return Stopped("output-limit", f"stopped: it printed more than {limits.max_output} MiB")


def ended_with_too_much(limits: Limits) -> Stopped:
    """Return why a run that ended by itself is not whole: nobody looked before it had printed."""
    message = f"it printed more than {limits.max_output} MiB: the rest was not kept"
    return Stopped("output-limit", message)


CANCELLED = Stopped("cancelled", "stopped on request")


def decide_outcome(said: Outcome | None, stopped: Stopped | None, exit_code: int) -> Outcome:
    """Return the run's outcome.

    `said` is the outcome in the child's own end, `stopped` why the runner killed it, if it did,
    and `exit_code` the child's, -N for signal N. A stop that came too late changes nothing, but
    that too much was printed is true of a run that ended by itself as well.
    """
    if said is not None and said.kind == "step-limit":
        return Outcome("step-limit", None, said.message)
    if stopped is not None and exit_code == -signal.SIGKILL:
        return Outcome(stopped.kind, None, stopped.message)
    if stopped is not None and stopped.kind == "output-limit" and exit_code >= 0:
        return Outcome(stopped.kind, None, stopped.message)
    if exit_code < 0:
        return Outcome("crashed", exit_code, _signal_sentence(-exit_code))
    if said is None:
        return Outcome("exit", exit_code, None)
    return Outcome(said.kind, exit_code, said.message)


def _signal_sentence(number: int) -> str:
    try:
        name = signal.Signals(number).name
    except ValueError:
        return f"ended by signal {number}"
    description = signal.strsignal(number)
    return f"ended by signal {number} ({name}{f': {description}' if description else ''})"

"""Words for a run: how far it is, how it ended, and why there is no next step."""

from __future__ import annotations

from ormlab_tui.account import outcome_words
from ormlab_tui.lab.widgets.status_line import Status
from ormlab_tui.lab.words import counted
from ormlab_tui.recording import BEFORE, Recording

_GOOD = ("finished", "exit")


def lab_status(title: str, recording: Recording | None, step: int, running: bool) -> Status:
    """Return what the status line says when the lab stands at `step`."""
    if recording is None:
        return Status(title, run="starting…" if running else "", running=running)
    if running:
        run, bad = f"recording… {counted(len(recording.steps), 'step')}", False
    elif recording.outcome is None:
        run, bad = "cut off", True
    else:
        run, bad = outcome_words(recording.outcome), recording.outcome.kind not in _GOOD
    return Status(title, _place(recording, step), run, bad, running)


def _place(recording: Recording, step: int) -> str:
    if step == BEFORE:
        return "before the first step"
    here = recording.steps[step]
    first, last = here.lines
    lines = f"{first}" if first == last else f"{first}-{last}"
    words = f"step {step} of {recording.last}  {here.file}:{lines}"
    if here.function != "<module>":
        words += f" in {here.function}()"
    if here.thread != "MainThread":
        words += f"  thread {here.thread}"
    if here.task is not None:
        words += f"  task {here.task}"
    return words


def nowhere_to_go(recording: Recording | None, running: bool) -> str:
    """Return why there is no step after the last one."""
    if running:
        return "This is the last step so far: the script still runs."
    if recording is None or recording.outcome is None:
        return "The recording ends here: it was cut off."
    return f"The run ends here: {outcome_words(recording.outcome)}."


def nothing_ran(recording: Recording) -> tuple[str, str]:
    """Return a heading and a text for a run that ended before its first statement."""
    assert recording.end is not None
    heading = f"Nothing of {recording.script.name} ran: {outcome_words(recording.end.outcome)}"
    return heading, recording.end.stderr.strip() or "It printed nothing about it."

"""The words below the code: where the next statement is, or how the run ends."""

from __future__ import annotations

from typing import Final

from ormlab_tui.account import outcome_words
from ormlab_tui.lab.inert_text import inert, one_line
from ormlab_tui.recording import Recording, Step

_LONGEST: Final = 200


def next_words(recording: Recording, step: int, is_seen: bool) -> str:
    """Return where the statement after `step` is, or that there is none and why.

    Nothing of one that is seen and follows in the same function.
    """
    if step >= recording.last:
        return _end_words(recording)
    here = recording.steps[step] if step >= 0 else None
    there = recording.steps[step + 1]
    flow = _flow(here, there)
    again = here is not None and (there.file, there.lines) == (here.file, here.lines)
    if is_seen and not again and not flow:
        return ""
    elsewhere = here is not None and there.file != here.file
    place = f"{there.file}:" if elsewhere else "line "
    return inert(f"next: {place}{there.lines[0]}{' again' if again else ''}{flow}", _LONGEST)


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
    if there.function != "<module>":
        name = there.function
    elif there.file == here.file:
        name = "the module"
    else:
        return ""
    return f", into {name}" if there.depth > here.depth else f", back in {name}"


def _end_words(recording: Recording) -> str:
    if recording.outcome is None:
        return "recorded up to here"
    begins = "the run ends here" if recording.steps else "nothing ran"
    return f"{begins}: {inert(one_line(outcome_words(recording.outcome)), _LONGEST)}"

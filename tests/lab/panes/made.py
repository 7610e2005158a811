"""Recordings made by hand: what a stranger's file may hold, and no script of ours would make."""

from __future__ import annotations

from collections.abc import Sequence

from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Event
from ormlab_tui.recording.messages import FORMAT, VERSION, Header, Script

MadeStep = tuple[Sequence[Event], Sequence[Change]]


def made(*steps: MadeStep, name: str = "script.py") -> Recording:
    """Return a recording whose steps have these events and changes."""
    source = "\n".join("pass" for _ in steps)
    recording = Recording(Header(FORMAT, VERSION, Script(name, "", source), "3.13", "monitoring"))
    for index, (events, changes) in enumerate(steps):
        line = index + 1
        recording.add(
            Step(
                index,
                name,
                (line, line),
                "<module>",
                0,
                "MainThread",
                None,
                list(events),
                list(changes),
            )
        )
    return recording

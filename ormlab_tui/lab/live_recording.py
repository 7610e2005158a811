"""A recording on its way to the lab: read from a file, or made while the script runs.

The work is done in a thread; what arrives is handed to the app's own thread in parts small
enough that keys are heard in between, and only there does the recording grow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import msgspec

from ormlab_tui.recording import Opened, Recording, RecordingError, open_recording
from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import Header, Message
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run

#: How many messages are handed over at once.
PART = 400


@dataclass(frozen=True, slots=True)
class Script:
    """A script to record."""

    path: Path
    arguments: tuple[str, ...] = ()
    limits: Limits | None = None

    def run(self) -> Run:
        """Return a new run of it. Raises RunError, one sentence, if there can be none."""
        return Run(self.path, self.arguments, self.limits)


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A recording to open; nothing is run."""

    path: Path

    def open(self) -> Opened:
        """Return the recording. Raises RecordingError, one sentence, if it is none."""
        return open_recording(self.path)


Source: TypeAlias = Script | RecordingFile
HandOver: TypeAlias = Callable[[Sequence[Message]], None]


def follow(run: Run, hand_over: HandOver, is_unwanted: Callable[[], bool]) -> None:
    """Run the script and hand over its messages as they come, until its end.

    Once `is_unwanted` says so, the run is ended and nothing more is handed over. Raises
    RunError, one sentence, if there is no recording or the child sent something wrong.
    """
    for payloads in run.batches():
        for part in _parts(payloads):
            if is_unwanted():
                run.cancel()
                break
            try:
                messages = [decode(payload) for payload in part]
            except msgspec.DecodeError as error:
                raise RunError(f"the recorded process sent something wrong: {error}") from error
            hand_over(messages)


def _parts(payloads: Sequence[bytes]) -> Iterator[list[bytes]]:
    rest = iter(payloads)
    while part := list(islice(rest, PART)):
        yield part


def take_in(recording: Recording | None, messages: Sequence[Message]) -> Recording | None:
    """Return the recording with the messages added; the first one, the header, makes it.

    Raises RecordingError for messages that don't belong there.
    """
    for message in messages:
        if recording is None:
            if not isinstance(message, Header):
                raise RecordingError("the recorded process sent something wrong: no header")
            recording = Recording(message)
        else:
            recording.add(message)
    return recording

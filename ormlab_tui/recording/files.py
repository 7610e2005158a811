"""Recording files: written frame by frame, opened even where the end is missing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from ormlab_tui.recording.framing import decode, split
from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.recording.messages import Header
from ormlab_tui.recording.recording import Recording, RecordingError

MAX_FILE_SIZE = 4 * 1024**3


class Opened(NamedTuple):
    """A recording from a file, and one sentence about what is missing in it, if anything."""

    recording: Recording
    notice: str | None


def open_recording(path: Path) -> Opened:
    """Return the recording in the file, up to its last whole step.

    Raises RecordingError, one sentence, for a file that can't be read or is no recording.
    """
    try:
        if path.is_dir():
            raise RecordingError(f"{path} is a folder: name a recording file")
        if path.stat().st_size > MAX_FILE_SIZE:
            raise RecordingError(f"{path} is larger than any recording may be (4 GiB)")
        data = path.read_bytes()
    except OSError as error:
        raise RecordingError(f"{path} can't be read: {error.strerror or error}") from error
    return read_recording(data, str(path))


def read_recording(data: bytes, name: str) -> Opened:
    """Return the recording in `data`; `name` is what messages call it.

    Raises RecordingError for bytes that are no recording.
    """
    if not data.startswith(MAGIC):
        raise RecordingError(
            f"{name} is not an ormlab recording: make one with 'ormlab record SCRIPT'"
        )
    frames = split(data, len(MAGIC))
    recording: Recording | None = None
    problem = "damaged" if frames.damaged else None
    for payload in frames.payloads:
        try:
            message = decode(payload)
            if recording is None:
                if not isinstance(message, Header):
                    raise RecordingError("its header is missing")
                recording = Recording(message)
            else:
                recording.add(message)
        except msgspec.DecodeError as error:
            problem = f"damaged ({error})"
            break
        except RecordingError as error:
            if recording is None:
                raise RecordingError(f"{name} can't be opened: {error}") from error
            problem = "damaged"
            break
    if recording is None:
        raise RecordingError(f"{name} is cut off before its header: record the script again")
    if problem is None and recording.end is None:
        problem = "cut off"
    if problem is None:
        return Opened(recording, None)
    return Opened(
        recording,
        f"{name} is {problem}: it is shown up to its last whole step, step {recording.last}",
    )

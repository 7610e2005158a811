"""Recording files: written frame by frame, opened even where the end is missing."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from ormlab_tui.recording.framing import DamagedFrame, decode, read_frames
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
        # Before it is opened: a pipe would wait, and a device may never end.
        if path.exists() and not path.is_file():
            raise RecordingError(f"{path} is not a regular file: name a recording file")
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > MAX_FILE_SIZE:
                raise RecordingError(f"{path} is larger than any recording may be (4 GiB)")
            return _read(stream, str(path))
    except OSError as error:
        raise RecordingError(f"{path} can't be read: {error.strerror or error}") from error
    except ValueError as error:
        raise RecordingError(f"{str(path)!r} can't be read: {error}") from error


def read_recording(data: bytes, name: str) -> Opened:
    """Return the recording in `data`; `name` is what messages call it.

    Raises RecordingError for bytes that are no recording.
    """
    return _read(io.BytesIO(data), name)


def _read(stream: IO[bytes], name: str) -> Opened:
    if stream.read(len(MAGIC)) != MAGIC:
        raise RecordingError(
            f"{name} is not an ormlab recording: make one with 'ormlab record SCRIPT'"
        )
    recording: Recording | None = None
    problem = None
    frames = read_frames(stream)
    while True:
        try:
            payload = next(frames, None)
            if payload is None:
                break
            message = decode(payload)
            if recording is None:
                if not isinstance(message, Header):
                    raise RecordingError("its header is missing")
                recording = Recording(message)
            else:
                recording.add(message)
        except DamagedFrame:
            problem = "damaged"
            break
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

"""Writing a recording to a file while it is made.

Imports little, because the command line makes the file before it starts the script.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.runner.errors import RunError


class RecordingFile:
    """A recording on its way to `target`.

    Until `finish` it is `target` with `.partial` added: a file that can be opened up to its
    last whole step, should this process be killed. Both are readable by the user alone.
    """

    def __init__(self, target: Path, script: Path) -> None:
        """Make the partial file.

        Raises RunError, one sentence, if the target can't be written, is the script itself, or
        is a file that is no recording.
        """
        self.target = Path(os.path.realpath(target))
        self.partial = self.target.with_name(self.target.name + ".partial")
        try:
            _check_target(self.target, target, script)
            self._file = _open_private(self.partial)
        except OSError as error:
            raise RunError(f"{target} can't be written: {error.strerror or error}") from error
        self._append(MAGIC)

    def write(self, payloads: Iterable[bytes]) -> None:
        """Append payloads, so that another process can read them. Raises RunError."""
        from ormlab_tui.recording.framing import frame

        self._append(b"".join(map(frame, payloads)))

    def finish(self) -> None:
        """Put the file where it belongs, in place of what was there. Raises RunError."""
        try:
            os.fsync(self._file.fileno())
            self.partial.replace(self.target)
        except OSError as error:
            raise self._failure(error) from error
        finally:
            self._file.close()

    def discard(self) -> None:
        """Remove the partial file."""
        self._file.close()
        self.partial.unlink(missing_ok=True)

    def _append(self, data: bytes) -> None:
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> RunError:
        return RunError(
            f"{self.target} can't be written: {error.strerror or error}; "
            f"what was recorded is in {self.partial}"
        )


def _check_target(target: Path, given: Path, script: Path) -> None:
    if target.is_dir():
        raise RunError(f"{given} is a folder: name a file to record into")
    if not target.parent.is_dir():
        raise RunError(f"{given} can't be written: there is no folder {given.parent}")
    if not target.exists():
        return
    if not target.is_file():
        raise RunError(f"{given} is not a regular file: name a file to record into")
    if script.exists() and target.samefile(script):
        raise RunError(f"{given} is the script itself: name another file to record into")
    with target.open("rb") as file:
        start = file.read(len(MAGIC))
    if start and start != MAGIC:
        raise RunError(f"{given} exists and is no recording: name another file to record into")


def _open_private(path: Path) -> IO[bytes]:
    # A partial file that an earlier, killed process left is written over.
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.fdopen(os.open(path, flags, 0o600), "wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not path.exists() or not os.path.samestat(os.fstat(file.fileno()), path.stat()):
            # The other one has just finished: what was opened is its recording now.
            raise BlockingIOError
        os.fchmod(file.fileno(), 0o600)
        file.truncate(0)
    except BlockingIOError:
        file.close()
        raise RunError(f"{path} is being written by another ormlab: wait, or use -o") from None
    except OSError:
        file.close()
        raise
    return file

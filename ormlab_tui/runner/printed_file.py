"""Where a run prints to: files without a name, so that what was printed outlives any death."""

from __future__ import annotations

import fcntl
import os
from typing import IO


class PrintedFile:
    """One private file that the child appends to and the parent reads."""

    def __init__(self) -> None:
        self.file = _nameless_file()
        flags = fcntl.fcntl(self.file, fcntl.F_GETFL)
        fcntl.fcntl(self.file, fcntl.F_SETFL, flags | os.O_APPEND)

    @property
    def status(self) -> os.stat_result:
        """Which file it is, and how many bytes were written (`st_size`)."""
        return os.fstat(self.file.fileno())

    def read(self, limit: int) -> bytes:
        """Return the first `limit` bytes, without moving the child's position."""
        parts: list[bytes] = []
        done = 0
        while done < limit and (part := os.pread(self.file.fileno(), limit - done, done)):
            parts.append(part)
            done += len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Let go of the file; with the child gone as well, it is gone."""
        self.file.close()


def _nameless_file() -> IO[bytes]:
    """Return a new private file. Raises OSError if there is no room for one."""
    folder = os.environ.get("TMPDIR") or "/tmp"
    flag = getattr(os, "O_TMPFILE", None)
    if flag is not None:
        try:
            number = os.open(folder, flag | os.O_RDWR | os.O_CLOEXEC, 0o600)
            return os.fdopen(number, "r+b", buffering=0)
        except OSError:
            # Not every file system has files without a name.
            pass
    import tempfile

    return tempfile.TemporaryFile(buffering=0)

"""Files that are replaced whole or not at all, and a lock between processes that replace them."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY_SUFFIX = ".ormlab-tmp"
_TEMPORARY = re.compile(rf"\.(.+)\.[0-9a-f]{{8}}{re.escape(TEMPORARY_SUFFIX)}", re.DOTALL)


def write_whole(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Put `data` into the file at `path`, in place of what is there, with that file's mode.

    `mode` is a new file's, less the umask. Killed at any moment, the file is the old one or the
    new one. Raises OSError.
    """
    with written_beside(path, data, mode) as temporary:
        temporary.replace(path)


@contextmanager
def written_beside(path: Path, data: bytes, mode: int = 0o666) -> Iterator[Path]:
    """Write `data` to a temporary file beside `path`, and remove it unless it was renamed."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if path.is_file():
                os.fchmod(descriptor, path.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            # Renamed before its content is on the disk, a file can be empty after a power cut.
            os.fsync(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def left_behind(folder: Path) -> list[tuple[Path, Path]]:
    """Return the temporary files in the folder, each with the file it was to become.

    Whoever holds the lock under which they are written may take them for those of a process
    that was killed.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []
    found = ((name, _TEMPORARY.fullmatch(name)) for name in names)
    return [(folder / name, folder / match[1]) for name, match in found if match is not None]


@contextmanager
def locked(path: Path, patience: float = 10) -> Iterator[None]:
    """Hold the lock file at `path`, waiting for another process that has it.

    Raises OSError, TimeoutError after `patience` seconds.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        deadline = time.monotonic() + patience
        # Given up by the system when its process dies, however it dies.
        while not _lock(descriptor):
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "another ormlab has it locked")
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""Read-only folders that hold for root too, since tests often run as root."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Linux's capabilities to write and to read whatever the modes say, as bits.
_OVERRIDE_MODES = 0b110


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write into the folder, this thread of a root process included."""
    mode = folder.stat().st_mode
    folder.chmod(0o500)
    try:
        with _modes_hold():
            yield
    finally:
        folder.chmod(mode)


@contextmanager
def _modes_hold() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    library = ctypes.CDLL(None, use_errno=True)
    # Version 3 of the call, this thread; effective, permitted and inheritable, low bits first.
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()
    _call(library.capget, header, rights)
    had = rights[0]
    rights[0] = had & ~_OVERRIDE_MODES
    _call(library.capset, header, rights)
    try:
        yield
    finally:
        rights[0] = had
        _call(library.capset, header, rights)


def _call(function: Callable[..., int], *arguments: object) -> None:
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

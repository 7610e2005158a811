"""The lab opened by the installed command in a terminal, as a user opens it, and left again."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from pathlib import Path

from .conftest import COMMAND, Recorded, environment

_PATIENCE = 120.0


def _read_until(terminal: int, mark: bytes, written: bytes = b"") -> bytes:
    """Return all that an app has written once the mark is in it."""
    end = time.monotonic() + _PATIENCE
    while mark not in written:
        ready, _, _ = select.select([terminal], [], [], max(end - time.monotonic(), 0))
        assert ready, f"{mark!r} was not written: {written[-2000:]!r}"
        written += os.read(terminal, 65536)
    return written


def test_a_terminal_shows_what_is_opened_then_the_code_and_is_left_as_it_was(
    recorded: Recorded, tmp_path: Path
) -> None:
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [*COMMAND, "step", str(recorded.file)],
        cwd=tmp_path,
        env={**environment(tmp_path), "TERM": "xterm-256color"},
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        written = _read_until(ours, b"DeclarativeBase")
        opening = "ORMLab · opening made.ormrec".encode()
        assert 0 < written.index(opening) < written.index(b"DeclarativeBase")
        os.write(ours, b"\x11")
        # The terminal's own screen is back: the last thing that is asked of it.
        written = _read_until(ours, b"\x1b[?1049l")
        assert b"Traceback" not in written
        while select.select([ours], [], [], _PATIENCE)[0]:
            try:
                if not os.read(ours, 65536):
                    break
            except OSError:
                # Nobody has the other side open any more.
                break
        assert process.wait(_PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)

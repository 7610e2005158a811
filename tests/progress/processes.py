"""Processes that write into one progress file, started as a script because they fork.

``kill FILE KILLS SEED``: one writer after another, each killed at some moment.
``together FILE NOTES``: two writers at once, from an empty folder on.

Prints, as JSON, the text of each note that was saved, and each notice that a writer was given.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

import alembic.command  # noqa: F401 (so that each writer needn't)

from ormlab_tui.progress import ResumePoint, open_progress, opening  # noqa: F401


def write(file: Path, name: str, notes: int, speech: TextIO) -> None:
    """Save notes, and say each one's text when it is saved."""
    progress, notice = open_progress(path=file)
    if notice is not None:
        print(f"notice: {notice}", file=speech)
    attempt = progress.begin_attempt("course", name)
    for number in range(notes):
        text = f"{name} {number}"
        progress.note_explanation(attempt, "why", text)
        progress.save_resume_point(ResumePoint("course", name, attempt, None, number))
        print(text if progress.trouble is None else f"notice: {progress.trouble}", file=speech)


def started(file: Path, name: str, notes: int) -> tuple[int, int]:
    """Start a writer and return its process id, and the descriptor that it speaks through."""
    read, write_end = os.pipe()
    child = os.fork()
    if child:
        os.close(write_end)
        return child, read
    try:
        with os.fdopen(write_end, "w", buffering=1) as speech:
            write(file, name, notes, speech)
    finally:
        os._exit(0)


def heard(read: int, lines: int, seconds: float) -> bytes:
    """Return what a writer said until there were so many lines, or for so long."""
    said = b""
    deadline = time.monotonic() + seconds
    while said.count(b"\n") < lines:
        ready, _, _ = select.select([read], [], [], max(deadline - time.monotonic(), 0))
        piece = os.read(read, 65536) if ready else b""
        if not piece:
            break
        said += piece
    return said


def killed(file: Path, name: str, lines: int, delay: float) -> bytes:
    """Return what a writer said that was killed so long after so many lines."""
    child, read = started(file, name, 10_000)
    said = heard(read, lines, 300)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said += heard(read, 1_000_000, 300)
    os.close(read)
    return said


def main() -> None:
    """Do what the arguments say."""
    what, file, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    said = b""
    if what == "kill":
        moments = random.Random(sys.argv[4])
        for number in range(count):
            # The first ones while they make the file.
            lines, longest = (0, 0.1) if number < 8 else (moments.randrange(4), 0.01)
            said += killed(file, f"w{number}", lines, moments.uniform(0, longest))
    else:
        writers = [started(file, name, count) for name in ("one", "two")]
        for child, read in writers:
            said += heard(read, 1_000_000, 300)
            os.waitpid(child, 0)
    print(json.dumps(said.decode().splitlines()))


if __name__ == "__main__":
    main()

"""Apps in a terminal of 80x24: how long after their process starts something is to be seen."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.recorded import recording
from tests.benchmarks.timing import REPOSITORY, WORKLOADS, print_table, ratios, run, summed_up

#: A frame begins at the first place of the screen.
_FRAME = b"\x1b[1;1H"
_HELLO = b"Hello, world"
#: Seen in the code of exercise 1.1, and nowhere else in the lab.
_CODE = b"DeclarativeBase"
_PATIENCE = 60.0


def measure_paint(python: str, repeats: int, folder: Path) -> None:
    """The lab over a small recording. To reach: 1.5 times a hello-world Textual app."""
    (script,) = (REPOSITORY / "exercises").glob("1.1-*/script.py")
    target = folder / "small.ormrec"
    run(recording(python, target, script))
    hello, lab, code = [], [], []
    for _ in range(repeats):
        hello.append(seen([python, WORKLOADS / "hello_textual.py"], [_HELLO], folder)[0])
        frame, whole = seen([python, "-m", "ormlab_tui", "step", target], [_FRAME, _CODE], folder)
        lab.append(frame)
        code.append(whole)
    rows = [
        ["hello-world", f"{median(hello):.3f}", "", ""],
        ["the lab's first frame", f"{median(lab):.3f}", *summed_up(ratios(lab, hello))],
        ["the recording's code", f"{median(code):.3f}", *summed_up(ratios(code, hello))],
    ]
    print_table(("seconds until one sees", "median", "ratio", "least"), rows)
    print("to reach: a first frame within at most 1.5 times")


def seen(command: Sequence[str | Path], marks: Sequence[bytes], folder: Path) -> list[float]:
    """Run an app in a terminal until it has written all marks; return the seconds until each."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    folders = {"ORMLAB_DATA_DIR": str(folder), "ORMLAB_CONFIG_DIR": str(folder)}
    environment = {**os.environ, **folders, "TERM": "xterm-256color"}
    times: dict[bytes, float] = {}
    written = b""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    try:
        os.close(its)
        while len(times) < len(marks):
            written += os.read(ours, 65536)
            now = time.perf_counter() - begin
            if now > _PATIENCE:
                raise RuntimeError(f"{command} showed nothing within {_PATIENCE} s")
            for mark in marks:
                if mark not in times and mark in written:
                    times[mark] = now
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return [times[mark] for mark in marks]

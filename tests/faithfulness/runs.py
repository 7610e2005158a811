"""The runs that are compared: plain, plain and observed, recorded; each made once.

Every run has the same interpreter, environment, arguments and folder, an empty standard input,
and files for standard output and standard error, so that the buffering is the same. Nothing in
what was printed is normalised.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ormlab_tui.recording import Recording, open_recording

from .corpus import ARGUMENTS, path_of

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN_RUN = Path(__file__).resolve().parent / "plain_run.py"
RECORDED_RUN = Path(__file__).resolve().parent / "recorded_run.py"
TIMEOUT = 100


class Printed(NamedTuple):
    """What a process printed, and its exit status: -N for signal N."""

    status: int
    stdout: str
    stderr: str


class Runs:
    """The runs of the corpus, kept in a folder that all test processes share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def plain(self, script: str) -> Printed:
        """Return what `python SCRIPT` printed and how it ended."""
        made = self._once(f"plain-{script}", lambda folder: _run([], script, folder))
        printed = _printed(made)
        assert "No module named" not in printed.stderr, printed.stderr
        return printed

    def observed(self, script: str) -> list[list[Any]]:
        """Return the notes of `plain_run.py` on the script."""

        def make(folder: Path) -> None:
            _run([str(PLAIN_RUN), "notes"], script, folder)

        notes = self._once(f"observed-{script}", make) / "work" / "notes"
        if not notes.exists():
            return []
        return [json.loads(line) for line in notes.read_text().splitlines()]

    def recorded(self, script: str, variant: str = "first") -> Recording:
        """Return the script's recording; another `variant` is another run of it."""

        def make(folder: Path) -> None:
            _run(_command(), script, folder)

        return self._opened(script, self._once(f"recorded-{variant}-{script}", make))

    def traced(self, script: str, tracer: str) -> Recording:
        """Return a recording of the script by the tracer of that name."""

        def make(folder: Path) -> None:
            _run([str(RECORDED_RUN), tracer, "made.ormrec"], script, folder)

        return self._opened(script, self._once(f"{tracer}-{script}", make))

    @staticmethod
    def _opened(script: str, made: Path) -> Recording:
        printed = _printed(made)
        assert printed.status == 0, f"{script} could not be recorded: {printed.stderr}"
        opened = open_recording(made / "work" / "made.ormrec")
        assert opened.notice is None, opened.notice
        return opened.recording

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        made = self.folder / name
        with _locked(self.folder / f"{name}.lock"):
            if not made.exists():
                making = self.folder / f"{name}.making"
                making.mkdir(parents=True)
                make(making)
                making.rename(made)
        return made


def _command() -> list[str]:
    if not (ROOT / "ormlab_tui" / "cli.py").exists():
        tracer = "monitoring" if hasattr(sys, "monitoring") else "settrace"
        return [str(RECORDED_RUN), tracer, "made.ormrec"]
    return ["-m", "ormlab_tui", "record", "-o", "made.ormrec"]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def command_environment() -> dict[str, str]:
    """Return the environment of every run: a fixed hash seed, no bytecode files, this checkout."""
    environment = dict(os.environ)
    environment.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", PYTHONPATH=str(ROOT))
    for name in ("PYTHONWARNINGS", "PYTHONUNBUFFERED", "PYTHONUTF8", "COVERAGE_PROCESS_START"):
        environment.pop(name, None)
    return environment


def _run(command: list[str], script: str, folder: Path) -> None:
    work = folder / "work"
    work.mkdir()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        finished = subprocess.run(
            [sys.executable, *command, str(path_of(script)), *ARGUMENTS.get(script, ())],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=work,
            env=command_environment(),
            timeout=TIMEOUT,
            check=False,
        )
    (folder / "status").write_text(str(finished.returncode))


def _printed(folder: Path) -> Printed:
    return Printed(
        int((folder / "status").read_text()),
        (folder / "stdout").read_bytes().decode("utf-8", "replace"),
        (folder / "stderr").read_bytes().decode("utf-8", "replace"),
    )

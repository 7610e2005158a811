"""The runs that are compared: plain, plain and observed, recorded twice; each made once.

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
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from ormlab_tui.recording import Recording, open_recording
from ormlab_tui.runner.recording_file import RecordingFile
from ormlab_tui.runner.run import Run

from .corpus import ARGUMENTS, path_of
from .observer import Observer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
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
        self._observer: Observer | None = None
        self._opened: dict[Path, Recording] = {}

    def close(self) -> None:
        """End the process that makes the observed runs."""
        if self._observer is not None:
            self._observer.close()

    def plain(self, script: str) -> Printed:
        """Return what `python SCRIPT` printed and how it ended."""
        made = self._once(f"plain-{script}", lambda work: _run_plain(script, work))
        status, stdout, stderr = json.loads((made / "printed").read_text())
        assert "No module named" not in stderr, stderr
        return Printed(status, stdout, stderr)

    def observed(self, script: str) -> list[list[Any]]:
        """Return the notes of `plain_run.py` on the script."""

        def make(work: Path) -> None:
            if self._observer is None:
                self._observer = Observer(command_environment())
            self._observer.observe(work, path_of(script), ARGUMENTS.get(script, ()))

        notes = self._once(f"observed-{script}", make) / "notes"
        if not notes.exists():
            return []
        return [json.loads(line) for line in notes.read_text().splitlines()]

    def recorded(self, script: str) -> Recording:
        """Return the script's recording."""
        return self._recording("recorded", script, None)

    def again(self, script: str) -> Recording:
        """Return another recording of the script, by the other tracer where there are two."""
        # From 3.12 on, CPython drops a trace function for good when room runs out.
        two = hasattr(sys, "monitoring") and script != "recursion.py"
        return self._recording("again", script, "settrace" if two else None)

    def elsewhere(self, script: str, python: str) -> Recording:
        """Return a recording of the script by another interpreter."""
        name = "at-" + python.replace(os.sep, "_")
        return self._recording(name, script, None, python)

    def faults(self, script: str) -> str:
        """Return what went wrong inside the recorder in both recordings: nothing, one hopes."""
        found = []
        for name in ("recorded", "again"):
            faults = self.folder / f"{name}-{script}" / "faults"
            if faults.exists():
                found.append(f"{name}: {faults.read_text()}")
        return "\n".join(found)

    def _recording(
        self, name: str, script: str, tracer: str | None, python: str = sys.executable
    ) -> Recording:
        made = self._once(f"{name}-{script}", lambda work: _record(script, work, tracer, python))
        recording = self._opened.get(made)
        if recording is None:
            opened = open_recording(made / "made.ormrec")
            assert opened.notice is None, opened.notice
            recording = self._opened[made] = opened.recording
        return recording

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return the folder with what `make` leaves beside the working folder it is given."""
        made = self.folder / name
        with _locked(self.folder / f"{name}.lock"):
            if not made.exists():
                work = self.folder / f"{name}.making" / "work"
                work.mkdir(parents=True)
                make(work)
                work.parent.rename(made)
        return made


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def command_environment() -> dict[str, str]:
    """Return the environment of every run: a fixed hash seed and this checkout."""
    environment = dict(os.environ)
    environment.update(PYTHONHASHSEED="0", PYTHONPATH=str(ROOT))
    for name in ("PYTHONWARNINGS", "PYTHONUNBUFFERED", "PYTHONUTF8", "COVERAGE_PROCESS_START"):
        environment.pop(name, None)
    return environment


def _run_plain(script: str, work: Path) -> None:
    made = work.parent
    with (made / "stdout").open("wb") as out, (made / "stderr").open("wb") as err:
        finished = subprocess.run(
            [sys.executable, str(path_of(script)), *ARGUMENTS.get(script, ())],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=work,
            env=command_environment(),
            timeout=TIMEOUT,
            check=False,
        )
    printed = [
        (made / name).read_bytes().decode("utf-8", "replace") for name in ("stdout", "stderr")
    ]
    (made / "printed").write_text(json.dumps([finished.returncode, *printed]))


def _record(script: str, work: Path, tracer: str | None, python: str) -> None:
    made = work.parent
    environment = {**command_environment(), "ORMLAB_TEST_FAULTS": str(made / "faults")}
    with patch.dict(os.environ, environment, clear=True), chdir(work):
        run = Run(
            path_of(script),
            ARGUMENTS.get(script, ()),
            tracer=tracer,
            python=python,
            boot=HERE / "boot",
        )
        file = RecordingFile(made / "made.ormrec", path_of(script))
        file.write(run)
        file.finish()

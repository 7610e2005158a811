"""The memory of a run's processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ormlab_tui.runner.processes import RunProcesses

FORKING = """
import os, signal
kept = b"x" * 100_000_000
for _ in range(3):
    if os.fork() == 0:
        break
else:
    print("ready", flush=True)
while True:
    signal.pause()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counted from /proc")
def test_pages_that_forked_processes_share_can_be_counted_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FORKING], stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        assert child.stdout is not None
        processes = RunProcesses(child.pid, "no channel", ())
        try:
            assert child.stdout.readline() == b"ready\n"
            assert processes.memory() > 4 * 95
            assert 95 < processes.exact_memory() < 2 * 95
        finally:
            processes.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_clearing_away_one_run_spares_what_this_process_started_besides(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import signal; print(flush=True); signal.pause()"]
    with (
        (tmp_path / "printed").open("wb") as printed,
        subprocess.Popen(command, stdout=printed, start_new_session=True) as run,
    ):
        processes = RunProcesses(run.pid, "no channel", (os.fstat(printed.fileno()),))
        # What another thread is starting looks like a part of the run until it is under way.
        with subprocess.Popen(command, stdout=printed) as other:
            processes.kill()
            assert run.wait() == -signal.SIGKILL
            assert other.poll() is None
            other.kill()

"""The memory of a run's processes."""

from __future__ import annotations

import subprocess
import sys

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

"""Moving in a long recording."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.benchmarks.timing import REPOSITORY


def measure_moving(python: str, repeats: int, folder: Path) -> None:
    """Moves by one step and anywhere, and MiB of memory, in a process of their own."""
    script = "tests.benchmarks.workloads.long_recording"
    subprocess.run([python, "-m", script, str(repeats)], cwd=REPOSITORY, check=True)

"""A process that has imported SQLAlchemy and runs each script, observed, in a fork of itself."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PLAIN_RUN = Path(__file__).resolve().parent / "plain_run.py"
TIMEOUT = 100


class Observer:
    """Runs `plain_run.py`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PLAIN_RUN)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )

    def observe(self, work: Path, script: Path, arguments: Sequence[str]) -> None:
        """Run the script in the folder `work`; its notes come to lie beside that."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        order = [str(work), str(work.parent / "notes"), str(script), *arguments]
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        answered, _, _ = select.select([process.stdout], [], [], TIMEOUT)
        assert answered, f"{script} did not end when it was observed"
        assert process.stdout.readline() == b"done\n"

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

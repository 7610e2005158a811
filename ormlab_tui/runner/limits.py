"""What one run may use. Imports little, because the command line's help shows the defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use: steps, seconds, and MiB of memory and of output.

    The defaults suit a laptop. Memory is that of the script and all processes it starts.
    """

    max_steps: int = 200_000
    max_seconds: float = 60.0
    max_memory: int = 1024
    max_output: int = 16

"""Running commands by turns, and printing what they took."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
WORKLOADS = Path(__file__).parent / "workloads"


class Ran(NamedTuple):
    """What a command took: seconds, and CPU seconds with those of the processes it started."""

    seconds: float
    cpu: float


def run(command: Sequence[str | Path]) -> Ran:
    """Run a command, its output thrown away. Raises RuntimeError if it fails."""
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        begin = time.perf_counter()
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {said.decode('utf-8', 'replace')}")
    return Ran(seconds, used.ru_utime + used.ru_stime)


def ratios(dividends: Sequence[float], divisors: Sequence[float]) -> list[float]:
    """Return the ratios of runs that were neighbours."""
    return [one / other for one, other in zip(dividends, divisors, strict=True)]


def summed_up(values: Sequence[float], form: str = ".2f") -> list[str]:
    """Return median and least value as cells of a table."""
    return [format(median(values), form), format(min(values), form)]


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        first, *others = (
            f"{cell:<{width}}" if column == 0 else f"{cell:>{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]).rstrip(), flush=True)

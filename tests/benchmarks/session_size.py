"""The same steps over sessions of two sizes."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.recorded import recording
from tests.benchmarks.timing import WORKLOADS, print_table, run

SMALL, LARGE = 100, 100_000
_HEADS = ("ms of 100 steps over", f"{SMALL:,} objects", f"{LARGE:,} objects", "ratio", "least")


def measure_session(python: str, repeats: int, folder: Path) -> None:
    """100 steps, timed by the script itself. To reach: 1.2 times over the large session.

    Each run takes them many times over, because to make a large session takes long.
    """
    script, took = WORKLOADS / "session_size.py", folder / "took"
    rows = []
    for name in ("plain", "recorded"):
        rounds: dict[int, list[float]] = {SMALL: [], LARGE: []}
        for _ in range(max(2, repeats // 2)):
            for size in (SMALL, LARGE):
                arguments = (str(size), str(took))
                if name == "plain":
                    run([python, script, *arguments])
                else:
                    run(recording(python, folder / "benchmark.ormrec", script, *arguments))
                rounds[size] += [1000 * float(each) for each in took.read_text().split()]
        small, large = rounds[SMALL], rounds[LARGE]
        least = min(large) / min(small)
        middles = [median(small), median(large), median(large) / median(small)]
        rows.append([name, *(f"{each:.2f}" for each in middles), f"{least:.2f}"])
    print_table(_HEADS, rows)
    print("to reach: at most 1.2 times, recorded")

"""Scripts run plain and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.timing import REPOSITORY, WORKLOADS, print_table, ratios, run, summed_up

_HEADS = ("", "plain", "recorded", "ratio", "least", "more")
#: Far above what is used: no run ends at a limit.
_LIMITS = ("--max-steps", "10000000", "--max-seconds", "3600", "--max-memory", "16384")


def recording(python: str, target: Path, script: Path, *arguments: str) -> list[str | Path]:
    """Return the command that records a script into `target`."""
    own: list[str | Path] = ["-m", "ormlab_tui", "record", "-o", target, *_LIMITS]
    return [python, *own, script, *arguments]


def measure_objects(python: str, repeats: int, folder: Path) -> None:
    """2,000 objects added one by one. To reach: 1.5 times on 3.13, 3 times on 3.11."""
    _compare(python, WORKLOADS / "objects.py", repeats, folder, inside=True)
    print("to reach: at most 1.5 times from 3.12 on, 3 times on 3.11")


def measure_statements(python: str, repeats: int, folder: Path) -> None:
    """A loop of 200,000 plain statements, each of them a step."""
    _compare(python, WORKLOADS / "statements.py", repeats, folder, inside=True)


def measure_exercise(python: str, repeats: int, folder: Path) -> None:
    """Exercise 1.1 from a cold start. To reach: 0.25 s more than plain."""
    (script,) = (REPOSITORY / "exercises").glob("1.1-*/script.py")
    _compare(python, script, repeats, folder, inside=False)
    print("to reach: at most 0.25 s more")


def _compare(python: str, script: Path, repeats: int, folder: Path, *, inside: bool) -> None:
    """Run plain and recorded by turns and print a table.

    `inside`: the script writes the seconds of its work alone into the file that it is given.
    """
    took = folder / "took"
    arguments = [str(took)] if inside else []
    commands: tuple[list[str | Path], ...] = (
        [python, script, *arguments],
        recording(python, folder / "benchmark.ormrec", script, *arguments),
    )
    names = ("seconds", "CPU seconds", "seconds of the work alone")
    # For each name: those of the plain runs, those of the recorded ones.
    values: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in names}
    for _ in range(repeats):
        for which, command in enumerate(commands):
            ran = run(command)
            values[names[0]][which].append(ran.seconds)
            values[names[1]][which].append(ran.cpu)
            if inside:
                values[names[2]][which].append(float(took.read_text()))
    print_table(_HEADS, [_row(name, *runs) for name, runs in values.items() if runs[0]])


def _row(name: str, plain: Sequence[float], recorded: Sequence[float]) -> list[str]:
    more = median(one - other for one, other in zip(recorded, plain, strict=True))
    middles = [format(median(each), ".3f") for each in (plain, recorded)]
    return [name, *middles, *summed_up(ratios(recorded, plain)), f"{more:+.3f}"]

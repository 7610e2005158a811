"""Measure what recording costs, and how fast the lab is.

    python -m tests.benchmarks [--python PATH] [--repeats N] [NAME ...]

PATH is a Python with ormlab installed, by default the one that runs this; NAME is one of:

    objects     2,000 objects added one by one, flushed, committed, loaded, modified, committed
    statements  a loop of 200,000 plain statements
    exercise    exercise 1.1 from a cold start
    session     100 steps over a session that holds 100,000 objects, and over one that holds 100
    moving      moves in a recording of 100,000 steps over 10,000 objects, and its memory
    paint       the lab's first frame, against that of a hello-world Textual app

Without names all are run. What is compared runs by turns, N times each (5 at least), in
processes of its own; a ratio is that of two neighbouring runs, so that whatever else the
machine does weighs on both. Tables are printed: medians, and the least ratio, which is the
one least disturbed. CPU seconds are those of all processes of a run, and tell more than time
does where others use the machine; the load that there was is printed first and last.

Not run with the tests: no test depends on time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.first_paint import measure_paint
from tests.benchmarks.moves import measure_moving
from tests.benchmarks.recorded import measure_exercise, measure_objects, measure_statements
from tests.benchmarks.session_size import measure_session

BENCHMARKS = {
    "objects": measure_objects,
    "statements": measure_statements,
    "exercise": measure_exercise,
    "session": measure_session,
    "moving": measure_moving,
    "paint": measure_paint,
}


def main() -> None:
    """Run the benchmarks that the command line names."""
    parser = argparse.ArgumentParser("tests.benchmarks", description="Measure; see the docstring.")
    parser.add_argument("--python", default=sys.executable, help="a Python with ormlab installed")
    parser.add_argument("--repeats", type=int, default=5, help="5 at least")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(BENCHMARKS))
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    _print_load()
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.names or BENCHMARKS:
            print(f"\n{name}", flush=True)
            BENCHMARKS[name](arguments.python, max(arguments.repeats, 5), Path(folder))
    print()
    _print_load()


def _print_load() -> None:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"load averages {load} on {os.cpu_count()} processors")


main()

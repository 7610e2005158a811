"""Both tracers, and every interpreter at hand, give the same steps for the same script.

Set ORMLAB_TEST_PYTHONS to the paths of further interpreters, separated as in PATH, to compare
them with the one that runs the tests. They need ORMLab's dependencies and the same SQLAlchemy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ormlab_tui.recording import Recording, open_recording

from .corpus import ARGUMENTS, SCRIPTS, path_of
from .runs import Runs, command_environment
from .test_recordings import facts

corpus = pytest.mark.parametrize("script", SCRIPTS)
PYTHONS = [path for path in os.environ.get("ORMLAB_TEST_PYTHONS", "").split(os.pathsep) if path]

#: Scripts whose own output, or number of statements, tells the interpreters apart.
OF_ONE_PYTHON = {"namespaces.py", "own_monitoring.py", "transaction_modes.py"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.11 has one tracer only")
@corpus
def test_tracers_agree(script: str, runs: Runs) -> None:
    if script == "recursion.py":
        pytest.skip("from 3.12 on, CPython drops a trace function for good when room runs out")
    monitoring = runs.recorded(script)
    settrace = runs.traced(script, "settrace")
    assert monitoring.header.tracer == "monitoring"
    assert settrace.header.tracer == "settrace"
    assert_same_facts(monitoring, settrace)


@pytest.mark.skipif(not PYTHONS, reason="ORMLAB_TEST_PYTHONS names no interpreter")
@pytest.mark.parametrize("python", PYTHONS)
@corpus
def test_interpreters_agree(script: str, python: str, runs: Runs, tmp_path: Path) -> None:
    if script in OF_ONE_PYTHON:
        pytest.skip("this script does something else on each interpreter")
    made = tmp_path / "other.ormrec"
    subprocess.run(
        [
            *(python, "-m", "ormlab_tui", "record", "-o", str(made), str(path_of(script))),
            *ARGUMENTS.get(script, ()),
        ],
        env=command_environment(),
        stdin=subprocess.DEVNULL,
        cwd=tmp_path,
        check=True,
        timeout=100,
    )
    assert_same_facts(runs.recorded(script), open_recording(made).recording, printed=False)


def assert_same_facts(one: Recording, other: Recording, printed: bool = True) -> None:
    """Both have the same steps, and at the first step that differs, say so in one line."""
    mine, theirs = facts(one), facts(other)
    for left, right in zip(mine, theirs, strict=False):
        if not printed:
            left, right = without_output(left), without_output(right)
        assert left == right, json.dumps([left, right], indent=1)
    assert len(mine) == len(theirs)


def without_output(step: dict[str, Any]) -> dict[str, Any]:
    """Return the step without its output events: tracebacks differ between interpreters."""
    return {**step, "events": [each for each in step["events"] if each["type"] != "output"]}

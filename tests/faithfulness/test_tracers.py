"""Every interpreter at hand gives the same steps for the same script.

Set ORMLAB_TEST_PYTHONS to the paths of further interpreters, separated as in PATH, to compare
them with the one that runs the tests. They need ORMLab's dependencies and the same SQLAlchemy.
"""

from __future__ import annotations

import os
import sys

import pytest

from .corpus import SCRIPTS
from .runs import Runs
from .test_recordings import assert_same_facts

corpus = pytest.mark.parametrize("script", SCRIPTS)
PYTHONS = [path for path in os.environ.get("ORMLAB_TEST_PYTHONS", "").split(os.pathsep) if path]

#: Scripts whose own output, or number of statements, tells the interpreters apart.
OF_ONE_PYTHON = {
    "dataclass_mapping.py",
    "namespaces.py",
    "own_monitoring.py",
    "recursion.py",
    "transaction_modes.py",
}


def test_two_tracers_are_compared(runs: Runs) -> None:
    # In test_recordings.py: everything of every script.
    both = {runs.recorded(script).header.tracer for script in SCRIPTS[:2]}
    both |= {runs.again(script).header.tracer for script in SCRIPTS[:2]}
    assert both == ({"monitoring", "settrace"} if sys.version_info >= (3, 12) else {"settrace"})


@pytest.mark.skipif(not PYTHONS, reason="ORMLAB_TEST_PYTHONS names no interpreter")
@pytest.mark.parametrize("python", PYTHONS)
@corpus
def test_interpreters_agree(script: str, python: str, runs: Runs) -> None:
    if script in OF_ONE_PYTHON:
        pytest.skip("this script does something else on each interpreter")
    assert_same_facts(runs.recorded(script), runs.elsewhere(script, python), printed=False)

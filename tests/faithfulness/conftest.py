"""The runs of the corpus, shared by all tests and all test processes of one session."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from .runs import Runs


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The runs, each made when it is first asked for."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    runs = Runs(folder / "corpus-runs")
    yield runs
    runs.close()

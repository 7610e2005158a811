"""What the tests of the checks share: an exercise, and an eye on what is left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ormlab_tui.course import Exercise

from .making import the_exercise, write_course


@pytest.fixture(scope="session")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """Return the exercise about the shop. It is only read."""
    return the_exercise(write_course(tmp_path_factory.mktemp("course")))


@pytest.fixture
def leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail if a temporary file or a channel of this process remains after the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []
    assert list(Path("/dev/shm").glob(f"ormlab-{os.getpid()}-*")) == []

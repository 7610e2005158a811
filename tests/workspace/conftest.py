"""An exercise with a starter of three files and a test, and its workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.course.model import Exercise, Limits
from ormlab_tui.workspace import Workspace, lay

STARTER = {"app.py": "x = 1\n", "package/__init__.py": "", "package/models.py": "class A: ...\n"}
TEST = "def test_a(): ...\n"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """The exercise, in a course of its own."""
    folder = tmp_path / "course" / "2.1-double"
    for name, text in STARTER.items():
        path = folder / "starter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    test = folder / "tests" / "visible" / "test_app.py"
    test.parent.mkdir(parents=True)
    test.write_text(TEST)
    return Exercise(
        id="2.1",
        level="2",
        title="Double",
        kind="repair",
        folder=folder,
        brief="",
        debrief="",
        hints=(),
        script=None,
        misconceptions=(),
        limits=Limits(),
        starter=folder / "starter",
        visible_tests=(test,),
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the workspaces are."""
    return tmp_path / "workspaces"


@pytest.fixture
def workspace(exercise: Exercise, root: Path) -> Workspace:
    """The workspace as it is laid."""
    laid = lay(exercise, root)
    assert laid.notices == ()
    return laid.workspace

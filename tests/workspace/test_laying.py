"""A workspace has all that the exercise lays into it, and all that the learner wrote."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ormlab_tui.course.model import Exercise
from ormlab_tui.workspace import (
    Workspace,
    WorkspaceError,
    changed_since,
    files,
    lay,
    reset,
    workspace_of,
    workspaces_root,
)
from tests.progress.rights import read_only
from tests.workspace.conftest import STARTER, TEST


def contents(folder: Path) -> dict[str, str]:
    """Return what is in all files of the folder."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def test_the_first_time_the_starter_and_the_tests_are_laid(workspace: Workspace) -> None:
    assert contents(workspace.folder) == {**STARTER, "test_app.py": TEST}
    assert stat.S_IMODE((workspace.folder / "test_app.py").stat().st_mode) == 0o444
    assert os.access(workspace.folder / "app.py", os.W_OK)
    assert files(workspace) == ("app.py", "package/__init__.py", "package/models.py", "test_app.py")


def test_what_the_learner_wrote_stays_and_what_is_missing_comes(
    workspace: Workspace, exercise: Exercise, root: Path
) -> None:
    (workspace.folder / "app.py").write_text("mine\n")
    (workspace.folder / "new.py").write_text("new\n")
    (workspace.folder / "package" / "models.py").unlink()
    assert lay(exercise, root).notices == ()
    assert contents(workspace.folder) == {
        **STARTER,
        "app.py": "mine\n",
        "new.py": "new\n",
        "test_app.py": TEST,
    }


def test_a_changed_test_is_kept_and_laid_anew(
    workspace: Workspace, exercise: Exercise, root: Path
) -> None:
    test = workspace.folder / "test_app.py"
    for change in ("easier\n", "easiest\n"):
        test.chmod(0o644)
        test.write_text(change)
        [notice] = lay(exercise, root).notices
        assert notice.startswith("test_app.py is a test of the exercise and was changed: ")
        assert test.read_text() == TEST
        kept = workspace.folder / notice.rpartition(" ")[2]
        assert kept.read_text() == change
    assert files(workspace) == tuple(sorted([*STARTER, "test_app.py"]))
    test.chmod(0o644)
    assert lay(exercise, root).notices == ()
    assert stat.S_IMODE(test.stat().st_mode) == 0o444


def test_a_link_or_a_folder_in_a_tests_place_makes_way(
    workspace: Workspace, exercise: Exercise, root: Path, tmp_path: Path
) -> None:
    test = workspace.folder / "test_app.py"
    outside = tmp_path / "outside.py"
    outside.write_text(TEST)
    test.unlink()
    test.symlink_to(outside)
    assert len(lay(exercise, root).notices) == 1
    assert not test.is_symlink() and outside.read_text() == TEST
    test.unlink()
    test.mkdir()
    assert len(lay(exercise, root).notices) == 1
    assert test.read_text() == TEST


def test_nothing_is_laid_through_a_link_that_leads_out(
    exercise: Exercise, root: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "2.1").mkdir(parents=True)
    (root / "2.1" / "package").symlink_to(outside)
    laid = lay(exercise, root)
    assert len(laid.notices) == 2
    assert all("leads out of the workspace" in notice for notice in laid.notices)
    assert list(outside.iterdir()) == []
    assert files(laid.workspace) == ("app.py", "test_app.py")


def test_a_file_in_a_folders_place_stays_and_is_told(exercise: Exercise, root: Path) -> None:
    (root / "2.1").mkdir(parents=True)
    (root / "2.1" / "package").write_text("mine\n")
    laid = lay(exercise, root)
    assert len(laid.notices) == 2 and "something else is in its place" in laid.notices[0]
    assert (root / "2.1" / "package").read_text() == "mine\n"


def test_a_reset_keeps_the_old_version_beside_the_new_one(workspace: Workspace, root: Path) -> None:
    for text in ("first\n", "second\n"):
        (workspace.folder / "app.py").write_text(text)
        laid = reset(workspace)
        [notice] = laid.notices
        assert notice.startswith(f"what was in {workspace.folder} is now in ")
        old = Path(notice.rpartition(" ")[2])
        assert old.parent == root and (old / "app.py").read_text() == text
        assert contents(workspace.folder) == {**STARTER, "test_app.py": TEST}
    assert len([path for path in root.iterdir() if path.is_dir()]) == 3


def test_a_reset_of_what_is_not_there_lays_it(exercise: Exercise, root: Path) -> None:
    workspace = workspace_of(exercise, root)
    assert not workspace.folder.exists()
    assert reset(workspace).notices == ()
    assert contents(workspace.folder) == {**STARTER, "test_app.py": TEST}


@pytest.mark.parametrize("what", ["read-only", "a file"])
def test_a_workspace_that_cannot_be_made_is_told_in_a_sentence(
    exercise: Exercise, root: Path, what: str
) -> None:
    root.mkdir()
    if what == "a file":
        (root / "2.1").write_text("")
    with read_only(root), pytest.raises(WorkspaceError) as refused:
        lay(exercise, root)
    assert str(refused.value).startswith(f"the workspace {root / '2.1'} can't be made: ")


def test_the_difference_from_the_starter_is_told(workspace: Workspace) -> None:
    assert changed_since(workspace) == changed_since(workspace)
    folder = workspace.folder
    (folder / "app.py").write_text("mine\n")
    (folder / "package" / "models.py").unlink()
    (folder / "package" / "more.py").write_text("")
    (folder / "package" / "__pycache__").mkdir()
    (folder / "package" / "__pycache__" / "more.pyc").write_bytes(b"")
    (folder / "app.py~").write_text("backup")
    differences = changed_since(workspace)
    assert differences.changed == ("app.py",)
    assert differences.added == ("package/more.py",)
    assert differences.missing == ("package/models.py",)


def test_workspaces_are_in_the_data_folder_or_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert workspaces_root("ormlab") == tmp_path / "data" / "workspaces" / "ormlab"
    assert workspaces_root("ormlab", Path("~/orm")) == tmp_path / "home" / "orm" / "ormlab"

"""A change of a learner's file is told, whichever editor wrote it and however."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ormlab_tui.course.model import Exercise
from ormlab_tui.workspace import Workspace, lay, reset, watch
from ormlab_tui.workspace.names import is_learners


@asynccontextmanager
async def watched(workspace: Workspace) -> AsyncIterator[AsyncIterator[frozenset[str]]]:
    """The changes, from when the watch is on; at the end it must stop by itself."""
    stop = asyncio.Event()
    changes = watch(workspace, stop)
    assert await anext(changes) == frozenset()
    yield changes
    stop.set()
    async for _ in changes:
        raise AssertionError("nothing more was changed")


async def told(changes: AsyncIterator[frozenset[str]], names: set[str]) -> None:
    """Wait until these names were told, in one set or several, and see that no other was."""
    seen: set[str] = set()
    while seen != names:
        seen |= await anext(changes)
        assert seen <= names


def through_a_temporary_file(path: Path) -> None:
    beside = path.with_name(path.name + "~tmp~")
    beside.write_text("renamed\n")
    beside.replace(path)


def with_a_backup(path: Path) -> None:
    path.rename(path.with_name(path.name + "~"))
    path.write_text("written anew\n")


def in_place(path: Path) -> None:
    """Leave size and time as they were."""
    before = path.stat()
    path.write_text(path.read_text().swapcase())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WAYS: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_text("new\n"),
    "renamed over": through_a_temporary_file,
    "with a backup": with_a_backup,
    "removed": lambda path: path.unlink(),
    "in place": in_place,
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS)
async def test_a_change_is_told_however_it_is_made(
    workspace: Workspace, change: Callable[[Path], object]
) -> None:
    async with watched(workspace) as changes:
        change(workspace.folder / "package" / "models.py")
        await told(changes, {"package/models.py"})


async def test_a_change_in_a_new_folder_is_told_and_caches_are_not(workspace: Workspace) -> None:
    async with watched(workspace) as changes:
        for name in ("__pycache__", ".pytest_cache", ".git"):
            (workspace.folder / name).mkdir()
            (workspace.folder / name / "app.py").write_text("")
        (workspace.folder / "shop.db").write_bytes(b"")
        (workspace.folder / ".app.py.swp").write_bytes(b"")
        (workspace.folder / "app.py").touch()
        (workspace.folder / "new").mkdir()
        (workspace.folder / "new" / "one.py").write_text("1\n")
        await told(changes, {"new/one.py"})
        (workspace.folder / "new" / "one.py").write_text("2\n")
        await told(changes, {"new/one.py"})


async def test_links_out_of_the_workspace_are_not_watched(
    workspace: Workspace, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.py").write_text("")
    (workspace.folder / "out").symlink_to(outside)
    (workspace.folder / "out.py").symlink_to(outside / "a.py")
    async with watched(workspace) as changes:
        (outside / "a.py").write_text("changed\n")
        (workspace.folder / "app.py").write_text("changed\n")
        await told(changes, {"app.py"})


async def test_the_watch_goes_on_when_the_workspace_is_laid_anew(
    workspace: Workspace, exercise: Exercise, root: Path
) -> None:
    async with watched(workspace) as changes:
        (workspace.folder / "app.py").write_text("mine\n")
        await told(changes, {"app.py"})
        reset(workspace)
        await told(changes, {"app.py"})
        shutil.rmtree(workspace.folder)
        lay(exercise, root)
        (workspace.folder / "package" / "models.py").write_text("mine\n")
        await told(changes, {"package/models.py"})


@pytest.mark.parametrize(
    ("name", "learners"),
    [
        ("app.py", True),
        ("package/models.py", True),
        ("notes.md", True),
        ("changed-later.py", True),
        ("app.py.changed-20260101-120000", False),
        ("app.py.unsaved-20260101-120000-2", False),
        ("app.py~", False),
        ("#app.py#", False),
        (".#app.py", False),
        (".app.py.swp", False),
        ("4913", False),
        ("app.py.bak", False),
        ("__pycache__/app.py", False),
        (".venv/lib/app.py", False),
        ("shop.db-journal", False),
        ("shop.sqlite3", False),
        ("app.pyc", False),
        (".app.py.12345678.ormlab-tmp", False),
    ],
)
def test_which_files_are_the_learners(name: str, learners: bool) -> None:
    assert is_learners(name) is learners

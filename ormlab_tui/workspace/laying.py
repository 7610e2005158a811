"""Laying an exercise's files into its workspace, over nothing that the learner wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ormlab_tui.course.files import tree_files
from ormlab_tui.course.model import Exercise
from ormlab_tui.folders import data_folder
from ormlab_tui.whole_file import left_behind, locked, written_beside
from ormlab_tui.workspace.model import Laid, Workspace, WorkspaceError
from ormlab_tui.workspace.names import kept_beside, learners_folders

_READ_ONLY = 0o444


def workspaces_root(course: str, chosen: Path | None = None) -> Path:
    """Return the folder with a course's workspaces; `chosen` is for all courses' instead."""
    root = data_folder() / "workspaces" if chosen is None else chosen.expanduser()
    return root / course


def workspace_of(exercise: Exercise, root: Path) -> Workspace:
    """Return the exercise's workspace in the folder `root`, whether it is there yet or not."""
    starter: dict[str, Path] = {}
    if exercise.starter is not None:
        for path in tree_files(exercise.starter):
            starter[path.relative_to(exercise.starter).as_posix()] = path
    return Workspace(
        exercise=exercise.id,
        folder=root.absolute() / exercise.id,
        starter=starter,
        tests={path.name: path for path in exercise.visible_tests},
    )


def lay(exercise: Exercise, root: Path) -> Laid:
    """Make the exercise's workspace in the folder `root`, or what is missing of it.

    What the learner wrote stays. A test that is not as the course has it is renamed and laid
    anew, what a killed lab was saving is kept, and notices say so. Raises WorkspaceError, one
    sentence, if it can't be made.
    """
    workspace = workspace_of(exercise, root)
    with _held(workspace):
        return _lay(workspace)


def reset(workspace: Workspace) -> Laid:
    """Lay the workspace anew; the old one is renamed and kept, and a notice says where.

    Raises WorkspaceError if that can't be done.
    """
    with _held(workspace):
        notice = None
        if os.path.lexists(workspace.folder):
            old = kept_beside(workspace.folder, "before")
            workspace.folder.rename(old)
            notice = f"what was in {workspace.folder} is now in {old}"
        laid = _lay(workspace)
    return Laid(workspace, (notice, *laid.notices) if notice is not None else laid.notices)


def lock_file(workspace: Workspace) -> Path:
    """Return the lock that a lab holds while it lays or saves files of the workspace."""
    return workspace.folder.with_name(f".{workspace.folder.name}.lock")


@contextmanager
def _held(workspace: Workspace) -> Iterator[None]:
    try:
        workspace.folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(lock_file(workspace)):
            yield
    except OSError as error:
        where = error.filename or workspace.folder
        raise WorkspaceError(
            f"the workspace {workspace.folder} can't be made: {where}: {error.strerror or error}"
        ) from error


def _lay(workspace: Workspace) -> Laid:
    workspace.folder.mkdir(exist_ok=True)
    notices = [*_recover(workspace), *_lay_starter(workspace), *_lay_tests(workspace)]
    return Laid(workspace, tuple(notices))


def _recover(workspace: Workspace) -> Iterator[str]:
    """Keep what a process was saving when it was killed, unless it is in its place already."""
    for folder in learners_folders(workspace.folder):
        for temporary, target in left_behind(folder):
            if temporary.is_symlink() or not temporary.is_file():
                continue
            name = target.relative_to(workspace.folder).as_posix()
            content = temporary.read_bytes()
            known = [target, *(each for each in (workspace.starter.get(name),) if each)]
            if name in workspace.tests or any(_starts_with(each, content) for each in known):
                temporary.unlink()
                continue
            kept = kept_beside(target, "unsaved")
            temporary.rename(kept)
            yield (
                f"ORMLab was ended while it saved {name}: the file is as it was saved before, and "
                f"what had come of the new one is {kept.name}"
            )


def _lay_starter(workspace: Workspace) -> Iterator[str]:
    for name, source in workspace.starter.items():
        if name in workspace.tests:
            continue
        target = workspace.folder / name
        if os.path.lexists(target):
            continue
        try:
            workspace.path(name)
            target.parent.mkdir(parents=True, exist_ok=True)
        except (WorkspaceError, FileExistsError, NotADirectoryError) as error:
            yield f"{name} of the exercise was not laid: something else is in its place ({error})"
            continue
        _write_new(target, source.read_bytes(), 0o666)


def _lay_tests(workspace: Workspace) -> Iterator[str]:
    for name, source in workspace.tests.items():
        target = workspace.folder / name
        content = source.read_bytes()
        if os.path.lexists(target):
            if _has(target, content):
                target.chmod(_READ_ONLY)
                continue
            kept = kept_beside(target, "changed")
            target.rename(kept)
            yield (
                f"{name} is a test of the exercise and was changed: it was laid anew, and the "
                f"changed one is {kept.name}"
            )
        _write_new(target, content, _READ_ONLY)


def _has(path: Path, content: bytes) -> bool:
    """Return whether it is a regular file, and no link, with that content."""
    status = path.lstat()
    regular = stat.S_ISREG(status.st_mode) and status.st_size == len(content)
    return regular and path.read_bytes() == content


def _starts_with(path: Path, content: bytes) -> bool:
    """Return whether a regular file's content begins so: nothing of it would be lost."""
    return path.is_file() and path.read_bytes()[: len(content)] == content


def _write_new(target: Path, content: bytes, mode: int) -> None:
    """Make a file that isn't there, whole; one that somebody makes meanwhile stays."""
    with written_beside(target, content, mode) as temporary:
        try:
            target.hardlink_to(temporary)
        except FileExistsError:
            return
        except OSError:
            # A file system without hard links.
            if not os.path.lexists(target):
                temporary.rename(target)

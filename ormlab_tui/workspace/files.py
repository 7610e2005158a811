"""Reading and saving the learner's files, together with whatever other editor they use."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ormlab_tui.whole_file import locked, written_beside
from ormlab_tui.workspace.laying import lock_file
from ormlab_tui.workspace.model import (
    Conflict,
    Differences,
    FileText,
    Saved,
    Workspace,
    WorkspaceError,
)
from ormlab_tui.workspace.names import kept_beside, learners_files

#: The largest file that the lab's editor opens.
MAX_TEXT = 2 * 1024 * 1024


def files(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the learner's files and the tests, sorted."""
    return tuple(learners_files(workspace.folder))


def read(workspace: Workspace, name: str) -> FileText:
    """Return a file's text. Raises WorkspaceError if it is missing, too large, or no text."""
    path = workspace.path(name)
    try:
        if not path.is_file():
            raise WorkspaceError(f"there is no file {name} in {workspace.folder}")
        if path.stat().st_size > MAX_TEXT:
            raise WorkspaceError(f"{name} is larger than the lab's editor opens (2 MiB)")
        content = path.read_bytes()
        text = content.decode("utf-8")
    except OSError as error:
        raise WorkspaceError(f"{name} can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{name} is not text in UTF-8") from error
    if "\0" in text:
        raise WorkspaceError(f"{name} is not text")
    return FileText(name, text, digest(content))


def save(workspace: Workspace, name: str, text: str, seen: str | None) -> Saved | Conflict:
    """Put the text into the file, unless somebody else changed the file meanwhile.

    `seen` is the digest of what was read, or last saved; None for a file that wasn't there.
    Raises WorkspaceError, and then the file is as it was: for a test of the exercise, a name
    that leads out of the workspace, or a file that can't be written.
    """
    if workspace.is_test(name):
        raise WorkspaceError(f"{name} is a test of the exercise: it can be read, not changed")
    path = workspace.path(name)
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise WorkspaceError(f"{name} can't be saved: it has half a character in it") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another lab can't come between the look and the replacement.
        with locked(lock_file(workspace)), written_beside(path, content) as temporary:
            there = _digest_of(path)
            if there not in (seen, digest(content)):
                kept = kept_beside(path, "unsaved")
                temporary.rename(kept)
                return Conflict(there, kept)
            temporary.replace(path)
    except OSError as error:
        raise WorkspaceError(f"{name} can't be saved: {error.strerror or error}") from error
    return Saved(digest(content))


def changed_since(workspace: Workspace) -> Differences:
    """Return how the learner's files differ from the starter; the tests are left out."""
    there = learners_files(workspace.folder)
    changed = tuple(
        name
        for name, source in sorted(workspace.starter.items())
        if name in there and _digest_of(workspace.folder / name) != _digest_of(source)
    )
    return Differences(
        changed=changed,
        added=tuple(n for n in there if n not in workspace.starter and n not in workspace.tests),
        missing=tuple(name for name in sorted(workspace.starter) if name not in there),
    )


def digest(content: bytes) -> str:
    """Return what tells this content from any other."""
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    """Return the digest of what is in the file, None if there is no file.

    Raises WorkspaceError for what is no file: a pipe would never end.
    """
    if not path.is_file():
        if os.path.lexists(path):
            raise WorkspaceError(f"{path} is not a file")
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

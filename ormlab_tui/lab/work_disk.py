"""The workspace's files, read, saved and watched in threads, so that no key waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from ormlab_tui.course.model import Exercise
from ormlab_tui.workspace import (
    Conflict,
    FileText,
    Saved,
    Workspace,
    WorkspaceError,
    digest,
    files,
    lay,
    read,
    save,
    watch,
)
from ormlab_tui.workspace.names import kept_beside


class Disk:
    """The files of one workspace. Every method raises WorkspaceError, one sentence."""

    def __init__(self, exercise: Exercise, workspace: Workspace) -> None:
        self.workspace = workspace
        self._exercise = exercise

    async def names(self) -> tuple[str, ...]:
        """Return the names of the files: the learner's, then the tests."""
        names = await asyncio.to_thread(files, self.workspace)
        return tuple(sorted(names, key=lambda name: (self.workspace.is_test(name), name)))

    async def read(self, name: str) -> FileText:
        """Return a file's text."""
        return await asyncio.to_thread(read, self.workspace, name)

    async def save(self, name: str, text: str, seen: str | None) -> Saved | Conflict:
        """Put a text into a file, unless the file is not what was seen any more."""
        return await asyncio.to_thread(save, self.workspace, name, text, seen)

    async def make(self, name: str) -> None:
        """Make an empty file."""
        outcome = await self.save(name, "", None)
        if isinstance(outcome, Conflict):
            await asyncio.to_thread(outcome.kept.unlink, missing_ok=True)
            raise WorkspaceError(f"there is a {name} already")

    async def replace(self, name: str, text: str, conflict: Conflict) -> tuple[Saved, str | None]:
        """Save a text in place of a file that was changed meanwhile, which is kept beside it.

        Return also the name under which it is kept, None where the file was gone.
        """
        kept = None
        if conflict.digest is not None:
            other = await self.read(name)
            beside = kept_beside(self.workspace.folder / name, "changed")
            kept = beside.relative_to(self.workspace.folder).as_posix()
            await self.save(kept, other.text, None)
            conflict = Conflict(other.digest, conflict.kept)
        outcome = await self.save(name, text, conflict.digest)
        if isinstance(outcome, Conflict):
            raise WorkspaceError(f"{name} goes on being changed by somebody else: save it again")
        return outcome, kept

    async def state(self) -> dict[str, str]:
        """Return what tells the files' content from any other, by name."""

        def look() -> dict[str, str]:
            found = {}
            for name in files(self.workspace):
                try:
                    found[name] = digest((self.workspace.folder / name).read_bytes())
                except OSError:
                    continue
            return found

        return await asyncio.to_thread(look)

    async def restore_tests(self, changed: frozenset[str]) -> tuple[str, ...]:
        """Lay the tests anew if one of them changed; return a notice for each that did."""
        if not any(self.workspace.is_test(name) for name in changed):
            return ()
        root: Path = self.workspace.folder.parent
        laid = await asyncio.to_thread(lay, self._exercise, root)
        return laid.notices

    def watch(self, stop: asyncio.Event) -> AsyncIterator[frozenset[str]]:
        """Yield the names of files whose content changed; first, when it is on, an empty set."""
        return watch(self.workspace, stop)

"""Watching a workspace: which of the learner's files have new content, whoever wrote it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TypeAlias

from ormlab_tui.workspace.files import MAX_TEXT, digest
from ormlab_tui.workspace.model import Workspace
from ormlab_tui.workspace.names import learners_files, learners_folders

#: Changes that come so close together are one, in milliseconds; an editor saves in several steps.
QUIET = 100
#: So often the files are looked at even if the system told of no change, in milliseconds.
LOOK = 1000
#: A file that was written so lately, in nanoseconds, may be written again with the same stamp.
SURE_AFTER = 2_000_000_000

_Stamp: TypeAlias = tuple[int, int, int]


async def watch(workspace: Workspace, stop: asyncio.Event) -> AsyncIterator[frozenset[str]]:
    """Yield the names of the files whose content changed, came or went, until `stop` is set.

    The first is an empty set, once the watch is on: whatever is written from then on is told.
    """
    seen = await asyncio.to_thread(_Seen, workspace.folder)
    yield frozenset()
    while not stop.is_set():
        folders = await asyncio.to_thread(_folders, workspace.folder)
        async with aclosing(_told(folders, stop)) as told:
            async for _ in told:
                if changed := await asyncio.to_thread(seen.changed):
                    yield changed
                if await asyncio.to_thread(_folders, workspace.folder) != folders:
                    # A folder came, went, or was laid anew.
                    break


async def _told(folders: Iterable[Path], stop: asyncio.Event) -> AsyncGenerator[None, None]:
    """Yield when something happened in the folders, and after some quiet time."""
    # Its engine is loaded only where somebody watches.
    from watchfiles import awatch

    yield
    try:
        # Folder by folder, since a watch of the tree would follow links out of it.
        async for _ in awatch(
            *folders,
            recursive=False,
            watch_filter=None,
            debounce=LOOK,
            step=QUIET,
            stop_event=stop,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield
    except (OSError, RuntimeError):
        # The folder is gone, or the system watches no more of them: then it is only looked at.
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK / 1000)
        yield


class _Seen:
    """The content of the files as it was last looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamps: dict[str, _Stamp] = {}
        self._digests: dict[str, str] = {}
        self._look()

    def changed(self) -> frozenset[str]:
        """Look, and return the names of the files that are other than the last time."""
        if not self._folder.is_dir():
            # On its way to be laid anew.
            return frozenset()
        before = self._digests
        self._look()
        names = before.keys() | self._digests.keys()
        return frozenset(name for name in names if before.get(name) != self._digests.get(name))

    def _look(self) -> None:
        stamps: dict[str, _Stamp] = {}
        digests: dict[str, str] = {}
        sure_before = time.time_ns() - SURE_AFTER
        for name, status in learners_files(self._folder).items():
            path = self._folder / name
            stamp = status.st_ctime_ns, status.st_size, status.st_ino
            try:
                if self._stamps.get(name) == stamp:
                    digests[name] = self._digests[name]
                elif status.st_size > MAX_TEXT:
                    digests[name] = str(stamp)
                else:
                    digests[name] = digest(path.read_bytes())
            except OSError:
                continue
            if status.st_ctime_ns < sure_before:
                stamps[name] = stamp
        self._stamps, self._digests = stamps, digests


def _folders(folder: Path) -> dict[Path, int]:
    """Return the folders to watch, each with its inode: laid anew it is another one."""
    found = {}
    for each in learners_folders(folder):
        try:
            found[each] = each.stat().st_ino
        except OSError:
            continue
    return found

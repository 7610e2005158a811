"""What other editors do to the files of a workspace, and the way into the user's own."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from textual import work
from textual.app import SuspendNotSupported

from ormlab_tui.lab.saying import sentence
from ormlab_tui.lab.screens.workspace_search import WorkspaceSearch
from ormlab_tui.lab.work_buffer import Buffer
from ormlab_tui.lab.work_disk import Disk
from ormlab_tui.workspace import WorkspaceError, editor_command


class WorkspaceOutside(WorkspaceSearch):
    """A screen with files that other editors may change as well."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self._leaving = asyncio.Event()
        #: Whether changes from outside are noticed by now.
        self.is_watching = False

    def files_changed(self) -> None:
        """Hear that the files on the disk are others than before; for those who derive."""

    @work(exclusive=True, group="watching")
    async def watch_folder(self) -> None:
        """Follow what other editors do to the files, until the screen is left."""
        async for names in self.disk.watch(self._leaving):
            self.is_watching = True
            if names:
                await self._changed_outside(names)

    async def _changed_outside(self, names: frozenset[str]) -> None:
        try:
            notices = await self.disk.restore_tests(names)
        except WorkspaceError as error:
            notices = (sentence(error),)
        for notice in notices:
            self.notify(notice, severity="warning", timeout=15, markup=False)
        await self.list_files()
        for name in sorted(names & self._buffers.keys()):
            await self._look_again(self._buffers[name])
        self.show_files()
        self.files_changed()

    async def _look_again(self, buffer: Buffer) -> None:
        # A save of our own that is under way is no change from outside.
        async with self._saving:
            try:
                file = await self.disk.read(buffer.name)
            except WorkspaceError as error:
                self.say(f"{sentence(error)} What you see is not on the disk.")
                buffer.note_saved(buffer.editor.text + "\n", None)
                return
            if file.digest == buffer.digest:
                return
            if buffer.is_unsaved:
                self.say(f"{buffer.name} was changed outside, too: saving asks what to do.")
                return
            await self._take_from_disk(buffer, file)
            if not buffer.is_test:
                self.say(f"{buffer.name} was changed outside: this is what it is now.")

    def on_unmount(self) -> None:
        """Stop following."""
        self._leaving.set()

    @work(group="files")
    async def action_own_editor(self) -> None:
        """Open the file in the user's own editor, at once if it is one for the terminal."""
        buffer = self.buffer
        if buffer is None or not await self.save_all():
            return
        try:
            command = editor_command()
            path = self.workspace.path(buffer.name)
        except WorkspaceError as error:
            self.say(sentence(error))
            return
        self._run_editor([*command, str(path)])
        await self._look_again(buffer)
        self.show_files()
        self.files_changed()

    def _run_editor(self, command: list[str]) -> None:
        name = Path(command[0]).name
        try:
            # The terminal is the editor's: the lab waits for it.
            with self.app.suspend():
                ended = subprocess.run(command, cwd=self.workspace.folder, check=False)
        except SuspendNotSupported:
            self.say("This terminal can't be given to another program.")
        except OSError as error:
            self.say(f"{name} can't be started: {error.strerror or error}.")
        else:
            if ended.returncode:
                self.say(f"{name} ended with exit status {ended.returncode}.")

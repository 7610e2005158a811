"""The files of a workspace in the lab's editor: opened, made, saved, never written over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual import work
from textual.screen import Screen
from textual.widgets import ContentSwitcher, TextArea

from ormlab_tui.lab.saying import say, sentence
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.screens.decide import Decide
from ormlab_tui.lab.widgets.editor import CodeEditor
from ormlab_tui.lab.widgets.file_bar import FileBar, FileTab
from ormlab_tui.lab.work_buffer import Buffer
from ormlab_tui.lab.work_disk import Disk
from ormlab_tui.workspace import Conflict, FileText, Workspace, WorkspaceError

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp

_NEW: Final = "new file"


class WorkspaceFiles(Screen[bool]):
    """A screen with the files of a workspace; whoever derives from it composes the rest."""

    app: LabApp

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self.disk = disk
        self._buffers: dict[str, Buffer] = {}
        self._names: tuple[str, ...] = ()
        self._opened = 0
        self._saving = asyncio.Lock()

    @property
    def workspace(self) -> Workspace:
        """Where the files lie."""
        return self.disk.workspace

    @property
    def buffer(self) -> Buffer | None:
        """The file that is open in front of the others."""
        return self._buffers.get(self._bar.active)

    @property
    def unsaved(self) -> list[Buffer]:
        """The files with edits that are not saved."""
        return [each for each in self._buffers.values() if each.is_unsaved]

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way, or asks what to do."""
        return self._saving.locked()

    @property
    def _bar(self) -> FileBar:
        return self.query_one(FileBar)

    def say(self, words: str) -> None:
        """Tell the user a sentence."""
        say(self, words)

    # --- opening ---------------------------------------------------------------------------

    async def list_files(self) -> None:
        """Show which files there are now."""
        self._names = await self.disk.names()
        self.show_files()

    def show_files(self) -> None:
        """Show the files with their marks."""
        gone = [name for name in self._buffers if name not in self._names]
        self._bar.files = tuple(
            FileTab(
                name,
                name in self._buffers and self._buffers[name].is_unsaved,
                self.workspace.is_test(name),
            )
            for name in (*self._names, *gone)
        )

    async def open_file(self, name: str, line: int | None = None) -> bool:
        """Open a file in the editor, at a line if one is given; return whether it could be."""
        buffer = self._buffers.get(name)
        if buffer is None:
            try:
                file = await self.disk.read(name)
            except WorkspaceError as error:
                self.say(sentence(error))
                return False
            buffer = await self._open_buffer(file)
        self._bar.active = name
        self.query_one(ContentSwitcher).current = buffer.editor.id
        if line is not None:
            buffer.editor.go_to_line(line)
        self.show_place()
        return True

    async def _open_buffer(self, file: FileText) -> Buffer:
        is_test = self.workspace.is_test(file.name)
        self._opened += 1
        editor = CodeEditor(
            file.text,
            read_only=is_test,
            coloured=file.name.endswith(".py"),
            id=f"editor-{self._opened}",
        )
        if not is_test and editor.text != file.text:
            # What can't be given back as it was is not to be saved.
            editor.read_only = True
            self.notify(
                f"{file.name} has line ends of several kinds, or control characters: it can be "
                f"read here; edit it with your own editor.",
                severity="warning",
                timeout=15,
                markup=False,
            )
        buffer = Buffer(file.name, editor, file.text, file.digest, is_test)
        self._buffers[file.name] = buffer
        await self.query_one(ContentSwitcher).mount(editor)
        return buffer

    def show_place(self) -> None:
        """Say where the cursor is; for those who derive."""

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Mark the file if it is not as it is on the disk."""
        message.stop()
        self.show_files()

    async def on_file_bar_chosen(self, message: FileBar.Chosen) -> None:
        """Open the file clicked."""
        message.stop()
        await self.open_file(message.name)
        self.focus_editor()

    def focus_editor(self) -> None:
        """Give the file that is open the focus."""
        if self.buffer is not None:
            self.buffer.editor.focus()

    async def action_next_file(self) -> None:
        """Open the file after this one; the first after the last."""
        names = [tab.name for tab in self._bar.files]
        if names:
            here = names.index(self._bar.active) if self._bar.active in names else -1
            await self.open_file(names[(here + 1) % len(names)])
            self.focus_editor()

    @work(group="asking")
    async def action_ask_file(self) -> None:
        """Choose a file from a list, or make one."""
        answers = [
            (
                tab.name,
                f"{tab.name}{'  unsaved' if tab.unsaved else ''}"
                f"{'  read-only: a test' if tab.is_test else ''}",
            )
            for tab in self._bar.files
        ]
        chosen = await self.app.push_screen_wait(
            Decide("Files", str(self.workspace.folder), [*answers, (_NEW, "+ a new file")])
        )
        if chosen == _NEW:
            chosen = await self._new_file()
        if chosen is not None and await self.open_file(chosen):
            self.focus_editor()

    async def _new_file(self) -> str | None:
        name = await self.app.push_screen_wait(Ask("New file", example="such as helpers.py"))
        if name is None:
            return None
        try:
            await self.disk.make(name)
        except WorkspaceError as error:
            self.say(sentence(error))
            return None
        await self.list_files()
        return name

    # --- saving ------------------------------------------------------------------------------

    async def save_all(self) -> bool:
        """Save every file with edits; return whether all are saved. Call it from a worker."""
        async with self._saving:
            for buffer in self.unsaved:
                if not await self._save(buffer):
                    return False
        return True

    async def _save(self, buffer: Buffer) -> bool:
        text = buffer.editor.text
        try:
            outcome = await self.disk.save(buffer.name, text, buffer.digest)
            if isinstance(outcome, Conflict):
                return await self._settle(buffer, text, outcome)
        except WorkspaceError as error:
            self.notify(sentence(error), severity="error", timeout=15, markup=False)
            return False
        buffer.note_saved(text, outcome.digest)
        self.show_files()
        return True

    async def _settle(self, buffer: Buffer, text: str, conflict: Conflict) -> bool:
        """Ask what is to become of a file that was changed here and elsewhere."""
        answer = await self.app.push_screen_wait(
            Decide(
                f"{buffer.name} was changed outside, too",
                f"Nothing is written over. Your text from here is kept in {conflict.kept.name}.",
                [
                    ("mine", "Go on with the text from here; the other is kept beside it"),
                    ("theirs", "Go on with the text on the disk"),
                ],
            )
        )
        if answer == "mine":
            saved, kept = await self.disk.replace(buffer.name, text, conflict)
            buffer.note_saved(text, saved.digest)
            if kept is not None:
                self.say(f"Saved. The other text is in {kept}.")
        elif answer == "theirs":
            await self._take_from_disk(buffer)
        self.show_files()
        return answer is not None

    async def _take_from_disk(self, buffer: Buffer, file: FileText | None = None) -> None:
        if file is None:
            file = await self.disk.read(buffer.name)
        buffer.editor.take_text(file.text)
        buffer.note_saved(file.text, file.digest)

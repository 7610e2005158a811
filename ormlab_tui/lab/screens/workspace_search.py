"""Going to a line of the file that is open, or to where a text stands in it."""

from __future__ import annotations

from textual import work

from ormlab_tui.lab.navigation import Direction
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.screens.workspace_files import WorkspaceFiles
from ormlab_tui.lab.work_disk import Disk


class WorkspaceSearch(WorkspaceFiles):
    """A screen with files that are searched."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self._sought = ""

    @work(group="asking")
    async def action_ask_search(self) -> None:
        """Ask for a text and go to where it stands next."""
        answer = await self.app.push_screen_wait(
            Ask("Find", self._sought, example="a text, any case")
        )
        if answer is not None:
            self._sought = answer
            self.action_find(1)

    def action_find(self, direction: Direction) -> None:
        """Go to the next place with the text searched for, or the one before."""
        buffer = self.buffer
        if buffer is None:
            return
        if not self._sought:
            self.say("Nothing has been searched for: press ctrl+f first.")
            return
        found = buffer.editor.find(self._sought, direction)
        if found is None:
            self.say(f"{self._sought!r} is not in {buffer.name}.")
        else:
            self.say(f"{self._sought!r}: {found.place} of {found.total} (ctrl+n next)")

    @work(group="asking")
    async def action_ask_line(self) -> None:
        """Ask for a line and go there."""
        answer = await self.app.push_screen_wait(Ask("Go to line", example="a line such as 31"))
        buffer = self.buffer
        if answer is None or buffer is None:
            return
        if not answer.isdecimal():
            self.say(f"{answer!r} is no number: give a line such as 31.")
            return
        buffer.editor.go_to_line(int(answer))

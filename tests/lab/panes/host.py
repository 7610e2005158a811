"""A minimal app that shows one pane at a moment, and what can be seen of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePath
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from ormlab_tui.lab.moment import moment_at
from ormlab_tui.lab.panes import Pane
from ormlab_tui.lab.style_sheets import CSS_PATHS
from ormlab_tui.recording import MovingWorld, Recording


class Host(App[None]):
    """One pane; what it asks for is kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = list(CSS_PATHS)

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self.pane = pane
        self.asked: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_pane_go_to_step(self, message: Pane.GoToStep) -> None:
        self.asked.append(message.step)


class Shown:
    """A pane on screen and the world it walks through."""

    def __init__(self, pilot: Pilot[None], app: Host, recording: Recording) -> None:
        self.pilot = pilot
        self.app = app
        self.pane = app.pane
        self.recording = recording
        self._world = MovingWorld(recording)

    async def at(self, step: int) -> str:
        """Jump to a step and return what is on screen there."""
        self.pane.moment = moment_at(self._world, step)
        return await self.screen()

    async def walk_to(self, step: int) -> str:
        """Go there step by step, as a learner does, and return what is on screen."""
        towards = 1 if step >= self._world.step else -1
        for each in range(self._world.step, step + towards, towards):
            self.pane.moment = moment_at(self._world, each)
            await self.pilot.pause()
        return await self.screen()

    async def press(self, *keys: str) -> str:
        """Press keys in the pane and return what is on screen."""
        await self.pilot.press(*keys)
        return await self.screen()

    async def screen(self) -> str:
        """Return every cell of the screen as text, line by line."""
        await self.pilot.pause()
        await self.pilot.pause()
        width, height = self.app.size
        rows = self.app.screen._compositor.render_strips()
        assert len(rows) == height
        assert all(row.cell_length == width for row in rows)
        return "\n".join(row.text.rstrip() for row in rows)

    def styles_of(self, text: str) -> set[str]:
        """Return the colours in which a text is written, wherever it stands on screen."""
        rows = self.app.screen._compositor.render_strips()
        return {
            str(segment.style.color)
            for row in rows
            for segment in row
            if segment.style is not None and text in segment.text
        }


@asynccontextmanager
async def showing(
    kind: type[Pane], recording: Recording, width: int = 76, height: int = 20
) -> AsyncIterator[Shown]:
    """Show a pane of the kind over the recording, before its first step, in focus."""
    app = Host(kind())
    async with app.run_test(size=(width, height)) as pilot:
        shown = Shown(pilot, app, recording)
        await shown.at(-1)
        app.pane.focus()
        await pilot.pause()
        yield shown


def line_with(text: str, screen: str) -> str:
    """Return the first line of the screen that has the text."""
    found = [line for line in screen.splitlines() if text in line]
    assert found, f"{text!r} is not on screen:\n{screen}"
    return found[0]


def step_of(recording: Recording, code: str, time: int = 1) -> int:
    """Return the step that ran the statement with this code, the first time or a later one."""
    source = recording.script.source.splitlines()
    steps = [
        step.index
        for step in recording.steps
        if step.file == recording.script.name
        and any(code in line for line in source[step.lines[0] - 1 : step.lines[1]])
    ]
    assert len(steps) >= time, f"{code!r} ran {len(steps)} times"
    return steps[time - 1]

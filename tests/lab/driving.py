"""Driving the whole lab as a user does: real keys, and what is on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

from textual.geometry import Offset
from textual.pilot import Pilot

from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.start import Start
from ormlab_tui.recording import Recording

SMALL = (80, 24)
LARGE = (160, 48)
SIZES = {"small": SMALL, "large": LARGE}
_PATIENCE = 60.0


class Driver:
    """A lab in use."""

    def __init__(self, pilot: Pilot[None], app: LabApp) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def lab(self) -> LabScreen:
        """The lab screen, which is somewhere on the stack."""
        return next(each for each in self.app.screen_stack if isinstance(each, LabScreen))

    @property
    def recording(self) -> Recording:
        """The recording shown."""
        moment = self.lab.moment
        assert moment is not None
        return moment.recording

    @property
    def step(self) -> int:
        """The step where the lab stands."""
        moment = self.lab.moment
        assert moment is not None
        return moment.step

    async def until(self, is_so: Callable[[], bool], what: str = "what was waited for") -> None:
        """Let the app work until something is so."""
        end = monotonic() + _PATIENCE
        while not is_so():
            assert monotonic() < end, f"{what} never came:\n{self.text()}"
            # The app works meanwhile, and a script that it waits for has the processor.
            await asyncio.sleep(0.02)

    async def recorded(self) -> Driver:
        """Wait until the recording is complete, or has failed."""
        await self.until(lambda: bool(self.lab.is_mounted and self.lab.is_settled), "the end")
        await self.pilot.pause()
        return self

    async def press(self, *keys: str) -> str:
        """Press keys and return what is on screen then."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.text()

    async def type(self, text: str) -> None:
        """Type a text and press Enter."""
        names = {" ": "space", ".": "full_stop", "#": "number_sign", "_": "underscore"}
        await self.pilot.press(*(names.get(each, each) for each in text), "enter")
        await self.pilot.pause()

    async def click(self, x: int, y: int, times: int = 1) -> str:
        """Click a cell of the screen."""
        await self.pilot.click(offset=Offset(x, y), times=times)
        await self.pilot.pause()
        return self.text()

    def text(self) -> str:
        """Return every cell of the screen as text, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def words(self) -> str:
        """Return what is on screen as one line, wherever a frame or the edge wraps it."""
        return " ".join(self.text().replace("│", " ").split())

    def at(self, text: str) -> tuple[int, int]:
        """Return the cell (x, y) where a text starts on the screen."""
        for y, line in enumerate(self.text().splitlines()):
            if text in line:
                return line.index(text), y
        raise AssertionError(f"{text!r} is not on screen:\n{self.text()}")

    def code_of(self, step: int) -> str:
        """Return the first line of a step's statement."""
        here = self.recording.steps[step]
        return self.recording.sources[here.file].splitlines()[here.lines[0] - 1].strip()


@asynccontextmanager
async def driving(start: Start, size: tuple[int, int] = LARGE) -> AsyncIterator[Driver]:
    """Open the lab; it is left and its runs ended at the end."""
    app = LabApp(start)
    async with app.run_test(size=size) as pilot:
        yield Driver(pilot, app)

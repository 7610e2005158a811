"""Waiting, in tests of screens, until the app has done all that it has to do.

Textual's own `wait_for_idle` sleeps until the process uses little time, which a process that gets
little time on a busy machine does as well. Here a condition is waited for: every widget has
handled its messages, and nothing is left to be laid out, drawn, animated or called.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

#: So many looks in a row must find nothing to do: what one message leads to comes with the next.
_LOOKS = 3
_PATIENCE = 20.0
#: Resizing and animations wait for timers.
_TICK = 1 / 250


async def wait_until_settled(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait in the place of `textual._wait.wait_for_idle`, whatever that was told to sleep."""
    app = active_app.get()
    pilot: Pilot[object] = Pilot(app)
    end = monotonic() + _PATIENCE
    quiet = 0
    while quiet < _LOOKS and monotonic() < end:
        if not await pilot._wait_for_screen():
            return
        if app._resize_event is not None or app.animator._animations:
            await asyncio.sleep(_TICK)
            quiet = 0
            continue
        await asyncio.sleep(0)
        quiet = quiet + 1 if _has_nothing_to_do(app) else 0


def _has_nothing_to_do(app: App[object]) -> bool:
    screen = app.screen
    screen._on_timer_update()
    return not (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )

"""The lab's main screens as pictures, over recordings that never change.

After a wanted change: `pytest tests/lab/test_snapshots.py --snapshot-update`, and look at the
pictures. The README shows one of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.start import RecordingStart

RECORDINGS = Path(__file__).parent / "recordings"
SnapCompare = Callable[..., bool]


def _steps(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def press(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, LabScreen)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    return press


@pytest.mark.parametrize(
    ("recording", "size", "keys"),
    [
        ("1.1", (160, 48), (*"sssss", *"tt")),
        ("1.1", (80, 24), (*"sssss",)),
        ("1.4", (160, 48), (*"xxc",)),
        ("1.4", (120, 36), (*"xx",)),
        ("1.4", (80, 24), (*"xx", "3")),
        ("1.4", (100, 30), (*"xx", "4", "z")),
        ("library", (200, 60), (*"sssssssss",)),
        ("1.4", (160, 48), (*"xx", "f2")),
        ("1.4", (80, 24), (*"xx", "4", "f3")),
        ("1.1", (160, 48), ("question_mark",)),
    ],
    ids=[
        "link-large",
        "link-small",
        "poison-large",
        "poison-middling",
        "poison-small-identity-map",
        "poison-objects-alone",
        "library-huge",
        "poison-light",
        "poison-grey",
        "help",
    ],
)
def test_a_screen_looks_as_it_did(
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
    recording: str,
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = LabApp(RecordingStart(RECORDINGS / f"{recording}.ormrec"))
    assert snap_compare(app, terminal_size=size, run_before=_steps(*keys))

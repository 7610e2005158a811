"""The Variables pane: frames, and what each statement bound in them."""

from __future__ import annotations

from collections.abc import Callable

from ormlab_tui.lab.panes.variables import VariablesPane
from ormlab_tui.recording import Recording
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of

Exercise = Callable[[str], Recording]


async def test_bound_changed_and_unbound_names_are_marked(recorded: RecordScript) -> None:
    recording = recorded(
        """
    count = 1
    count = 2
    del count
    other = 3
"""
    )
    async with showing(VariablesPane, recording) as shown:
        first = await shown.walk_to(step_of(recording, "count = 1"))
        assert "+   count" in line_with("count", first)
        second = await shown.walk_to(step_of(recording, "count = 2"))
        assert "~   count" in line_with("count", second)
        gone = await shown.walk_to(step_of(recording, "del count"))
        assert "-   count" in line_with("count", gone)
        assert "unbound, was 2" in gone
        assert "count" not in await shown.walk_to(step_of(recording, "other = 3"))


async def test_objects_are_told_by_their_states(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(VariablesPane, recording, 38) as shown:
        assert "○Order#1" in await shown.walk_to(step_of(recording, "order = Order("))
        assert "◐Order#1" in await shown.walk_to(step_of(recording, "session.add(order)"))
        assert "●Order#1" in await shown.walk_to(step_of(recording, "session.flush()"))


async def test_the_innermost_frame_stands_first(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(VariablesPane, recording) as shown:
        screen = await shown.walk_to(step_of(recording, "charge(order)", 2))
        assert screen.index("charge()") < screen.index("module")
        left = await shown.walk_to(step_of(recording, "raise ValueError"))
        assert "charge()" in left


async def test_each_thread_shows_its_own_frames(recorded: RecordScript) -> None:
    recording = recorded(
        """
    import threading

    def work(number):
        mine = number
        return mine

    outside = 1
    thread = threading.Thread(target=work, args=(7,), name="worker")
    thread.start()
    thread.join()
    after = 2
"""
    )
    async with showing(VariablesPane, recording) as shown:
        working = await shown.at(step_of(recording, "return mine"))
        assert "work()" in working
        assert "outside" not in working
        assert "worker: " in str(shown.pane.border_subtitle)
        after = await shown.at(step_of(recording, "after = 2"))
        assert "outside" in after
        assert "work()" not in after


async def test_deep_calls_show_every_frame(recorded: RecordScript) -> None:
    recording = recorded(
        """
    def down(depth):
        if depth:
            down(depth - 1)
        else:
            bottom = True
            lower = True
    down(60)
"""
    )
    async with showing(VariablesPane, recording, 38, 14) as shown:
        screen = await shown.walk_to(step_of(recording, "bottom = True"))
        assert "+   bottom" in screen
        assert shown.pane.text().count("down()") == 61
        assert str(shown.pane.border_subtitle).startswith("62 frames")


async def test_enter_asks_for_the_step_that_bound_the_name(recorded: RecordScript) -> None:
    recording = recorded(
        """
    count = 1
    other = 2
    count = 3
    last = 4
"""
    )
    async with showing(VariablesPane, recording) as shown:
        await shown.at(step_of(recording, "last = 4"))
        await shown.press("end", "enter", "up", "enter", "up", "enter")
        assert shown.app.asked == [
            step_of(recording, "last = 4"),
            step_of(recording, "other = 2"),
            step_of(recording, "count = 3"),
        ]

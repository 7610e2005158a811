"""The timeline: the whole run in a few rows, its marks, the cursor, and the mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path, PurePath
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Offset, Region
from textual.pilot import Pilot

from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets import timeline
from ormlab_tui.lab.widgets.timeline import Timeline
from ormlab_tui.lab.widgets.timeline_cells import TWO_ROWS, TimelineCells
from ormlab_tui.lab.widgets.timeline_scale import Scale, scale_of
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.events import (
    Commit,
    Event,
    EventType,
    Raised,
    Rollback,
    RollbackToSavepoint,
    Savepoint,
    Sql,
    State,
)
from ormlab_tui.recording.messages import FORMAT, VERSION, Header, Script
from tests.lab.panes.test_every_pane import HOSTILE, UNSAFE

WIDTHS = (38, 76, 110, 160)

SENT = Sql("SELECT 1", [], False, None, "core", 1, None, 1, 1, None)
COMMITTED = Commit(1, 1, None, True)
ROLLED_BACK = Rollback(1, 1, None, True)
BACK_TO = RollbackToSavepoint(1, 1, "sa", True)
SAVED = Savepoint(1, 1, "sa", True)
RAISED = Raised("ValueError", "no", True)
MOVED = State("Tool#1", "pending", "persistent")
ASKED = Sign("?", "bold $text-secondary")


class Drawn(Timeline):
    """A timeline that notes what it has drawn again."""

    def __init__(self) -> None:
        super().__init__()
        self.regions: list[Region] = []

    def refresh(self, *regions: Region, **options: bool) -> Drawn:
        self.regions += regions or [Region(0, 0, *self.size)]
        return super().refresh(*regions, **options)

    def cells_drawn(self) -> set[tuple[int, int]]:
        """Return the cells drawn since the last time, and forget them."""
        found = {
            (x, y)
            for region in self.regions
            for x in range(*region.column_span)
            for y in range(*region.line_span)
        }
        self.regions.clear()
        return found


class Host(App[None]):
    """One timeline; the steps that it asks for are kept."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(timeline.__file__).with_suffix(".tcss")]

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def compose(self) -> ComposeResult:
        yield Drawn()

    def on_timeline_go_to_step(self, message: Timeline.GoToStep) -> None:
        self.asked.append(message.step)


class Shown:
    """A timeline on screen."""

    def __init__(self, pilot: Pilot[None], app: Host) -> None:
        self.pilot = pilot
        self.app = app
        self.timeline = app.query_one(Drawn)

    async def rows(self) -> list[str]:
        """Return what is on screen in the timeline's rows."""
        await self.pilot.pause()
        await self.pilot.pause()
        strips = self.app.screen._compositor.render_strips()
        assert all(strip.cell_length == self.app.size.width for strip in strips)
        return [strip.text.rstrip() for strip in strips[: self.timeline.size.height]]

    async def at(self, step: int) -> list[str]:
        """Go to a step and return what is on screen."""
        self.timeline.step = step
        return await self.rows()

    async def until_asked(self, step: int) -> None:
        """Let the app work until the step was the last to be asked for."""
        for _ in range(10_000):
            if self.app.asked[-1:] == [step]:
                return
            await self.pilot.pause()
        pytest.fail(f"step {step} was never asked for")

    def grounds(self, row: int) -> list[str]:
        """Return the background of each cell of a row."""
        found: list[str] = []
        for segment in self.app.screen._compositor.render_strips()[row]:
            assert segment.style is not None
            found += [str(segment.style.bgcolor)] * segment.cell_length
        return found

    async def click(self, x: int, y: int) -> int | None:
        """Click a cell and return the step that was asked for."""
        self.app.asked.clear()
        await self.pilot.click(Timeline, offset=Offset(x, y))
        await self.pilot.pause()
        return self.app.asked[0] if self.app.asked else None

    async def hover(self, x: int, y: int) -> str:
        """Let the mouse stand above a cell and return what is said about it."""
        await self.pilot.hover(Timeline, offset=Offset(x, y))
        await self.pilot.pause()
        return str(self.timeline.tooltip or "")


@asynccontextmanager
async def showing(recording: Recording | None, width: int = 110) -> AsyncIterator[Shown]:
    """Show a timeline of the recording, before its first step."""
    app = Host()
    async with app.run_test(size=(width, 8), tooltips=False) as pilot:
        shown = Shown(pilot, app)
        shown.timeline.recording = recording
        await shown.rows()
        yield shown


def run_of(steps: int, marks: dict[int, Sequence[Event]] | None = None) -> Recording:
    """Return a recording of so many steps, with events in some of them."""
    header = Header(FORMAT, VERSION, Script("script.py", "", "pass"), "3.13", "monitoring")
    recording = Recording(header)
    grow(recording, steps, marks)
    return recording


def grow(recording: Recording, steps: int, marks: dict[int, Sequence[Event]] | None = None) -> None:
    """Add so many steps to a recording."""
    for index in range(len(recording.steps), len(recording.steps) + steps):
        events = list((marks or {}).get(index, ()))
        line = index + 1
        recording.add(
            Step(index, "script.py", (line, line), "<module>", 0, "MainThread", None, events, [])
        )


# How steps are laid over columns.


@pytest.mark.parametrize("columns", [1, 2, 7, 30, 100])
@pytest.mark.parametrize("steps", [1, 2, 6, 7, 8, 29, 31, 99, 100, 101, 1000])
def test_every_step_has_columns_and_every_column_steps(steps: int, columns: int) -> None:
    scale = Scale(steps, columns)
    for step in range(steps):
        there = scale.columns_of(step)
        assert there
        assert all(step in scale.steps_of(column) for column in there)
    shared = [scale.steps_of(column) for column in range(columns)]
    assert {step for each in shared for step in each} == set(range(steps))
    assert all(shared)
    sizes = {len(each) for each in shared}
    assert max(sizes) - min(sizes) <= 1, "evenly"


def test_a_growing_run_is_laid_out_anew_only_when_its_room_is_full() -> None:
    assert scale_of(1, 30, growing=True) == scale_of(30, 30, growing=True) == Scale(30, 30)
    assert scale_of(31, 30, growing=True) == scale_of(60, 30, growing=True) == Scale(60, 30)
    assert scale_of(61, 30, growing=False) == Scale(61, 30)


# Marks.


@pytest.mark.parametrize("width", WIDTHS)
async def test_what_happened_is_marked_where_it_happened(width: int) -> None:
    marks: dict[int, Sequence[Event]] = {
        0: [SENT],
        2: [MOVED],
        4: [COMMITTED],
        5: [ROLLED_BACK],
        6: [RAISED],
        7: [SAVED],
        8: [BACK_TO],
        9: [SENT],
    }
    async with showing(run_of(10, marks), width) as shown:
        sent, became, track = await shown.rows()
        scale = Scale(10, track.rindex("─"))
        for step, sign in ((0, "▪"), (2, "→"), (9, "▪")):
            assert sent[1 + scale.columns_of(step).start] == sign
        for step, sign in ((4, "✓"), (5, "↶"), (6, "✗"), (7, "┊"), (8, "↶")):
            assert became[1 + scale.columns_of(step).start] == sign


async def test_of_marks_that_share_a_column_the_weightiest_is_shown() -> None:
    marks: dict[int, Sequence[Event]] = {
        100: [SENT, COMMITTED, MOVED],
        101: [RAISED, SENT],
        700: [MOVED],
        701: [SAVED],
    }
    async with showing(run_of(1000, marks), 38) as shown:
        sent, became, _ = await shown.rows()
        assert sent.split() == ["▪", "→"]
        assert became.split() == ["✗", "┊"]
        shown.timeline.compact = True
        row, _ = await shown.rows()
        assert row.split() == ["✗", "┊"]


async def test_a_step_with_several_columns_shows_several_marks() -> None:
    async with showing(run_of(4, {1: [MOVED, SENT, COMMITTED, RAISED]}), 76) as shown:
        sent, became, _ = await shown.rows()
        assert sent.split()[0] == "→▪"
        assert became.split()[0] == "✓✗"


async def test_how_much_of_each_there_is_stands_beside() -> None:
    marks: dict[int, Sequence[Event]] = {
        0: [SENT, SENT, MOVED],
        1: [COMMITTED],
        2: [RAISED],
        3: [ROLLED_BACK, BACK_TO],
    }
    async with showing(run_of(50, marks), 160) as shown:
        sent, became, _ = await shown.rows()
        assert sent.endswith("▪ 2 statements  → 1 change of state")
        assert became.endswith("✗ 1 exception  ↶ 2 rollbacks  ✓ 1 commit")
        shown.timeline.compact = True
        await shown.pilot.resize_terminal(76, 8)
        row, _ = await shown.rows()
        assert row.endswith("  ✗ 1  ↶ 2  ✓ 1  ▪ 2"), "what has no room is left out whole"
        assert "2 rollbacks" in await shown.hover(75, 1)


async def test_flags_from_outside_come_before_all_others() -> None:
    recording = run_of(500, {100: [SENT, RAISED]})
    async with showing(recording, 76) as shown:
        shown.timeline.flags = ((101, ASKED, "your guess about [b]price[/b]"), (499, ASKED, "last"))
        sent, became, _ = await shown.rows()
        assert sent.split()[:2] == ["?", "?"]
        assert "✗" in became
        assert await shown.click(sent.index("?"), 0) == 101
        said = await shown.hover(sent.index("?"), 0)
        assert "? your guess about [b]price[/b]" in said
        assert "▪ statement, first in step 100" in said
        shown.timeline.compact = True
        assert (await shown.rows())[0].split()[0] == "?"
        shown.timeline.flags = ()
        assert (await shown.rows())[0].split()[0] == "✗"


# The cursor.


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_cursor_has_a_sign_a_background_and_words(width: int) -> None:
    async with showing(run_of(96), width) as shown:
        _, _, track = await shown.rows()
        assert track.startswith("▲─")
        assert track.endswith("–/95" if width < 60 else "before step 0 of 95")
        _, _, track = await shown.at(48)
        assert track.endswith("48/95" if width < 60 else "step 48 of 95, 51%")
        assert track.startswith("├━")
        before = track[: track.index("▲")]
        assert set(before[1:]) == {"━"}
        here = len(before)
        for row in range(3):
            grounds = shown.grounds(row)
            assert grounds[here] != grounds[here - 1] == grounds[0]
        _, _, track = await shown.at(95)
        assert "─" not in track
        assert track.endswith("95/95" if width < 60 else "step 95 of 95, 100%")


async def test_a_move_draws_only_the_columns_that_differ() -> None:
    async with showing(run_of(96, {50: [SENT]}), 110) as shown:
        before = await shown.at(50)
        shown.timeline.cells_drawn()
        after = await shown.at(51)
        drawn = shown.timeline.cells_drawn()
        words = before[2].index("step")
        assert len({x for x, _ in drawn if x < words - 2}) <= 4
        assert not any(x >= words for x, y in drawn if y < 2)
        differing = {
            (x, y)
            for y in range(3)
            for x in range(max(len(before[y]), len(after[y])))
            if before[y].ljust(110)[x] != after[y].ljust(110)[x]
        }
        assert differing <= drawn
        await shown.at(90)
        far = shown.timeline.cells_drawn()
        assert len([x for x, y in far if y == 0]) <= 4, "in between only the track differs"


# A run that is being recorded.


async def test_while_it_records_marks_stay_and_only_new_columns_are_drawn() -> None:
    recording = run_of(20, {5: [SENT]})
    async with showing(recording, 160) as shown:
        shown.timeline.running = True
        before, _, track = await shown.rows()
        assert track.index("…") == 21
        assert track.endswith("before step 0 of 19, recording…")
        shown.timeline.cells_drawn()
        grow(recording, 10, {25: [SENT], 29: [COMMITTED]})
        shown.timeline.recording_grew()
        sent, became, track = await shown.rows()
        assert min(x for x, _ in shown.timeline.cells_drawn()) == 20
        assert sent.index("▪") == before.index("▪") == 6
        assert sent.index("▪", 7) == 26
        assert became.index("✓") == 30
        assert track.index("…") == 31
        assert "of 29, recording…" in track
        assert "▪ 2 statements" in sent

        grow(recording, 500)
        shown.timeline.recording_grew()
        _, _, track = await shown.rows()
        assert "of 529, recording…" in track
        shown.timeline.running = False
        sent, _, track = await shown.rows()
        assert "…" not in track
        assert track.endswith("before step 0 of 529")
        assert "─  before" in track, "all columns are used"


async def test_a_growing_run_is_shown_like_a_whole_one() -> None:
    marks: dict[int, Sequence[Event]] = {
        n: [(SENT, MOVED, COMMITTED, RAISED)[n % 4]] for n in range(0, 2000, 7)
    }
    recording = run_of(1, marks)
    bit_by_bit = TimelineCells(recording, 50, growing=True, rows=TWO_ROWS, flags=())
    for steps in (1, 0, 30, 18, 1, 49, 301, 800):
        grow(recording, steps, marks)
        bit_by_bit.grow()
        at_once = TimelineCells(recording, 50, growing=True, rows=TWO_ROWS, flags=())
        assert bit_by_bit.rows == at_once.rows
        assert bit_by_bit.scale == at_once.scale
        assert bit_by_bit.known == at_once.known == len(recording.steps)


@pytest.mark.parametrize("width", WIDTHS)
async def test_an_empty_timeline_says_why(width: int) -> None:
    async with showing(None, width) as shown:
        assert "Nothing has run yet." in "".join(await shown.rows())
        assert await shown.click(5, 1) is None
        assert await shown.hover(5, 1) == ""
        shown.timeline.running = True
        shown.timeline.recording = recording = run_of(0)
        assert "Recording…" in "".join(await shown.rows())
        shown.timeline.recording_grew()
        grow(recording, 1)
        shown.timeline.recording_grew()
        assert "▲─…" in (await shown.rows())[2]
        shown.timeline.running = False
        shown.timeline.recording = None
        shown.timeline.recording_grew()
        assert "Nothing has run yet." in "".join(await shown.rows())


class _Counted(Recording):
    """A recording that counts what it is asked."""

    asked = 0

    def steps_with(self, kind: EventType) -> list[int]:
        self.asked += 1
        return super().steps_with(kind)


def test_a_layout_costs_columns_and_not_steps() -> None:
    header = Header(FORMAT, VERSION, Script("script.py", "", "pass"), "3.13", "monitoring")
    asked = []
    for steps in (1_000, 20_000):
        recording = _Counted(header)
        grow(recording, steps, {n: [SENT, COMMITTED] for n in range(0, steps, 2)})
        cells = TimelineCells(recording, 100, growing=False, rows=TWO_ROWS, flags=())
        assert len(cells.rows[0]) == 100
        asked.append(recording.asked)
    assert asked[0] == asked[1] <= 100 * 7


# The mouse.


async def test_a_click_goes_to_the_first_step_of_the_sign_or_else_of_the_column() -> None:
    recording = run_of(3000, {1515: [SENT], 1510: [COMMITTED], 1520: [SENT]})
    async with showing(recording, 76) as shown:
        sent, became, track = await shown.rows()
        x = sent.index("▪")
        assert x == became.index("✓")
        assert await shown.click(x, 0) == 1515
        assert await shown.click(x, 1) == 1510
        assert await shown.click(x, 2) == 1510
        assert await shown.click(0, 2) == -1
        assert await shown.click(1, 2) == 0
        first = await shown.click(x + 1, 0)
        assert first is not None
        assert 1520 < first < 1600
        assert await shown.click(track.index("before") + 1, 2) is None


async def test_dragging_goes_along_and_stops_where_the_mouse_is_let_go() -> None:
    async with showing(run_of(96), 160) as shown:
        pilot, asked = shown.pilot, shown.app.asked
        await pilot.mouse_down(Timeline, offset=Offset(1, 2))
        await shown.until_asked(0)
        for x, step in ((158, 95), (1, 0), (1, 0), (159, 95), (0, -1)):
            await pilot.hover(Timeline, offset=Offset(x, 2))
            await shown.until_asked(step)
        # Outside the timeline it is followed too.
        await pilot.hover(offset=Offset(159, 7))
        await shown.until_asked(95)
        await pilot.mouse_up(offset=Offset(159, 7))
        assert asked == [0, 95, 0, 95, -1, 95], "once a step"
        await pilot.hover(Timeline, offset=Offset(40, 2))
        await pilot.pause()
        assert len(asked) == 6


async def test_a_column_says_its_steps_and_marks() -> None:
    recording = run_of(1000, {500: [SENT], 505: [SENT, RAISED]})
    async with showing(recording, 76) as shown:
        sent, *_ = await shown.rows()
        said = await shown.hover(sent.index("▪"), 0)
        assert "▪ statement, first in step 500" in said
        assert "✗ exception, first in step 505" in said
        assert said.startswith("steps ")
        assert await shown.hover(0, 2) == ""
    async with showing(run_of(10, {3: [SENT]}), 76) as shown:
        sent, *_ = await shown.rows()
        assert await shown.hover(sent.index("▪"), 0) == "step 3, script.py line 4\n▪ statement"


# Any size, any text.


async def test_it_bears_any_size_while_in_use() -> None:
    recording = run_of(200, {100: [SENT, RAISED], 150: [COMMITTED]})
    async with showing(recording, 110) as shown:
        before = await shown.at(100)
        for width in (60, 3, 1, 200, 20, 110):
            await shown.pilot.resize_terminal(width, 8)
            await shown.at(101)
            for compact in (True, False):
                shown.timeline.compact = compact
                rows = await shown.at(100)
                assert len(rows) == 3 - compact
        shown.timeline.styles.height = 1
        (row,) = await shown.rows()
        assert "▲" in row
        shown.timeline.styles.height = None
        assert await shown.rows() == before


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_text_from_outside_is_shown_and_never_obeyed(text: str) -> None:
    recording = Recording(Header(FORMAT, VERSION, Script(text, "", ""), "3.13", "monitoring"))
    events: list[Event] = [Savepoint(1, 1, text, True), Raised(text, text, False)]
    recording.add(Step(0, text, (1, 1), text, 0, text, text, events, []))
    async with showing(recording, 76) as shown:
        shown.timeline.flags = ((0, ASKED, text),)
        said = await shown.hover(1, 0)
        assert not any(UNSAFE.search(line) for line in said.splitlines())
        assert not any(UNSAFE.search(row) for row in await shown.rows())
        assert len(said) < 400

"""What holds for every pane: empty states, hostile text, any size, and what a step costs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from ormlab_tui.lab.moment import moment_at
from ormlab_tui.lab.panes import PANES, Pane
from ormlab_tui.lab.panes.sql import SqlPane
from ormlab_tui.recording import MovingWorld, Recording
from ormlab_tui.recording.changes import (
    Change,
    FramePushed,
    Key,
    Kind,
    ObjectSeen,
    SessionChanged,
    Splice,
    TableSeen,
    TableSide,
    Value,
)
from ormlab_tui.recording.events import Begin, Event, Output, Savepoint, Sql
from ormlab_tui.recording.values import Attribute, FrameValue, ObjectValue
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import showing, step_of
from tests.lab.panes.made import made

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110)
HOSTILE = {
    "escape": "\x1b[2J\x1b]0;owned\x07",
    "control": "a\rb\x08c\x00d\x9be",
    "markup": "[bold red]x[/] [@click=app.quit]y[/] [",
    "bidi": "abc\u202edef\u2066ghi",
    "wide": "日本語テキスト" * 30,
    "combining": "e\u0301" * 50 + "👩‍👩‍👧",
    "long": "x" * 1_000_000,
    "lines": "one\ntwo\r\nthree\u2028four",
}
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

each_pane = pytest.mark.parametrize("kind", PANES, ids=[pane.slug for pane in PANES])


def test_the_panes_stand_in_the_order_of_a_statements_way() -> None:
    assert [pane.title for pane in PANES] == [
        "SQL",
        "Identity map",
        "Objects",
        "Database",
        "Variables",
        "Output",
    ]
    assert len({pane.slug for pane in PANES}) == len(PANES)


@each_pane
@pytest.mark.parametrize("width", WIDTHS)
async def test_before_the_first_step_a_pane_says_that_nothing_has_run(
    exercise: Exercise, kind: type[Pane], width: int
) -> None:
    async with showing(kind, exercise("1.1"), width) as shown:
        assert "Nothing has run yet." in await shown.screen()
        assert "Nothing has run yet." in shown.pane.text()
        await shown.at(shown.recording.last)
        assert "Nothing has run yet." in await shown.at(-1)


@each_pane
async def test_an_empty_pane_says_why(exercise: Exercise, kind: type[Pane]) -> None:
    words = {
        "sql": "Nothing has been sent so far.",
        "identity-map": "No session has been opened so far.",
        "objects": "No mapped object has been made",
        "database": "No table exists yet.",
        "variables": "module",
        "output": "Nothing has been printed so far.",
    }
    async with showing(kind, exercise("1.1"), 38) as shown:
        assert words[kind.slug] in " ".join((await shown.walk_to(0)).split())


def _hostile(text: str) -> Recording:
    name = text[:5000]
    attributes = {name: Attribute("modified", text, text), "b": Attribute("loaded", repr(text))}
    key = (name, (text, 1), text)
    changes: list[Change] = [
        ObjectSeen(ObjectValue(f"{name}#1", name, "persistent", 1, key, True, False, attributes)),
        SessionChanged(1, "active", 1, False),
        FramePushed(FrameValue("MainThread", 0, name, name, {name: text, "b": f"{name}#1"})),
        TableSeen(name, (name, "b")),
        TableSide(name, True, Splice(0, 0, ((text, 1),), 1)),
        TableSide(name, False, Splice(0, 0, ((text, 2), (text + "2", None)), 2)),
    ]
    events: list[Event] = [
        Begin(1, 1, None, True),
        Savepoint(1, 1, text, True),
        Sql(text, [text, 1], False, None, "core", 1, 1, 1, 1, text),
        Sql("SELECT 1", {name: text}, False, None, "core", 1, 1, 1, 1, None),
        Output("stdout", text),
        Output("stderr", text + "\n"),
    ]
    return made((events, changes), ([], []), name=name)


@each_pane
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_text_of_a_recording_is_shown_and_never_obeyed(kind: type[Pane], text: str) -> None:
    recording = _hostile(text)
    for width in (38, 110):
        async with showing(kind, recording, width) as shown:
            screen = await shown.at(0)
            assert not UNSAFE.search(screen)
            assert not UNSAFE.search(shown.pane.text())
            for keys in (("end", "up"), ("shift+right",), ("tab", "end"), ("enter",)):
                assert not UNSAFE.search(await shown.press(*keys))
            assert shown.app.is_running


async def test_markup_stays_as_it_was_written() -> None:
    recording = _hostile(HOSTILE["markup"])
    for kind in PANES:
        async with showing(kind, recording, 110, 30) as shown:
            screen = await shown.at(0)
            assert "[bold red]x[/]" in screen, kind


@each_pane
async def test_panes_bear_any_size_while_in_use(exercise: Exercise, kind: type[Pane]) -> None:
    recording = exercise("1.3")
    flushed = step_of(recording, "session.flush()")
    async with showing(kind, recording) as shown:
        before = await shown.at(flushed)
        for width, height in ((20, 5), (4, 3), (200, 60), (38, 8), (140, 9), (76, 20)):
            await shown.pilot.resize_terminal(width, height)
            await shown.pilot.pause()
            await shown.screen()
            await shown.press("down")
            await shown.at(flushed + 1)
            await shown.at(flushed)
        shown.pane.moment = None
        assert await shown.at(flushed) == before


@each_pane
async def test_another_recording_takes_the_place_of_the_first(
    exercise: Exercise, kind: type[Pane]
) -> None:
    async with showing(kind, exercise("1.4")) as shown:
        await shown.at(shown.recording.last)
        world = MovingWorld(exercise("1.2"))
        shown.pane.moment = moment_at(world, world.recording.last)
        replaced = await shown.screen()
        assert "alice" not in shown.pane.text()
        shown.pane.moment = None
        await shown.screen()
        assert "1.2" not in shown.pane.text()
        shown.pane.moment = moment_at(world, world.recording.last)
        assert await shown.screen() == replaced


MANY = """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
    tools = [Tool(name=f"tool {n}", price=n) for n in range(2000)]
    session.add_all(tools)
    session.flush()
    tools[1].price = 70
    tools[2].price = 80
    nothing = 1
    tools[3].price = 90
    session.commit()
"""


class _CountedWorld(MovingWorld):
    """A world that counts the entities that it is asked for."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(recording)
        self.asked: Counter[Kind] = Counter()

    def of_kind(self, kind: Kind) -> Iterable[Value]:
        for value in super().of_kind(kind):
            self.asked[kind] += 1
            yield value

    def get(self, key: Key) -> Value | None:
        value = super().get(key)
        if isinstance(value, ObjectValue):
            self.asked["object"] += 1
        return value


@each_pane
async def test_a_step_looks_at_what_changed_and_at_what_is_on_screen(
    recorded: RecordScript, kind: type[Pane]
) -> None:
    recording = recorded(MANY)
    first = step_of(recording, "tools[1].price = 70")
    async with showing(kind, recording, 110, 30) as shown:
        world = _CountedWorld(recording)
        shown.pane.moment = moment_at(world, first - 1)
        await shown.screen()
        world.asked.clear()
        steps = range(first, step_of(recording, "tools[3].price = 90") + 1)
        for step in steps:
            shown.pane.moment = moment_at(world, step)
            await shown.screen()
        assert world.asked["object"] < 100 * len(steps)
        assert len(shown.pane.text()) > 0


async def test_steps_of_a_run_that_sent_nothing_look_at_no_object(recorded: RecordScript) -> None:
    recording = recorded(
        """
    tools = [Tool(name=f"tool {n}", price=n) for n in range(500)]
    one = 1
    two = 2
"""
    )
    async with showing(SqlPane, recording) as shown:
        world = _CountedWorld(recording)
        shown.pane.moment = moment_at(world, step_of(recording, "one = 1"))
        await shown.screen()
        world.asked.clear()
        shown.pane.moment = moment_at(world, step_of(recording, "two = 2"))
        assert "a new object is known to nobody but Python" in await shown.screen()
        assert world.asked["object"] == 0


async def test_all_panes_walk_a_run_in_which_everything_changes_at_once(
    recorded: RecordScript,
) -> None:
    recording = recorded(MANY)
    for kind in PANES:
        async with showing(kind, recording, 76, 24) as shown:
            for step in (recording.last, 0, step_of(recording, "session.flush()"), -1):
                await shown.at(step)
            assert "Nothing has run yet." in await shown.screen()

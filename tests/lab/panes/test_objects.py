"""The Objects pane: five states, and the attributes of one object."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ormlab_tui.lab.panes.objects import ObjectsPane
from ormlab_tui.recording import Recording
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110, 140)


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_set_price_is_modified_and_keeps_its_committed_value(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.1")
    async with showing(ObjectsPane, recording, width) as shown:
        screen = await shown.walk_to(step_of(recording, "product_a.price = 999"))
        price = line_with("price", screen)
        assert "▌~ price" in price
        assert "modified" in price
        assert "999" in price
        assert "committed" in screen
        assert "named product_a, product_b" in screen
        loaded = line_with("name ", screen)
        assert "loaded" in loaded
        assert "▌" not in loaded
        assert "committed 100" in " ".join(shown.pane.text().split())


@pytest.mark.parametrize("width", WIDTHS)
async def test_level_is_unset_until_the_flush_and_expired_after_the_commit(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.3")
    async with showing(ObjectsPane, recording, width) as shown:
        made = await shown.walk_to(step_of(recording, "entry = LogEntry("))
        assert "∅ level" in line_with("level", made)
        assert "unset" in line_with("level", made)
        assert "reads as None" in made

        added = await shown.walk_to(step_of(recording, "session.add(entry)"))
        assert "unset" in line_with("level", added)
        assert "pending" in added

        flushed = await shown.walk_to(step_of(recording, "session.flush()"))
        level = line_with("level", flushed)
        assert level.index("▌") < level.index("level")
        assert "loaded" in level
        assert "'INFO'" in level

        committed = await shown.walk_to(step_of(recording, "session.commit()"))
        assert "× level" in committed
        assert "expired" in line_with("level", committed)
        assert "sends SQL" in committed


@pytest.mark.parametrize("width", [76, 110])
async def test_an_object_moves_from_column_to_column(exercise: Exercise, width: int) -> None:
    recording = exercise("1.2")
    async with showing(ObjectsPane, recording, width) as shown:
        places = []
        for code in ("order = Order(", "session.add(order)", "session.flush()"):
            screen = await shown.walk_to(step_of(recording, code))
            headings, objects = screen.splitlines()[1:3]
            places.append(objects.index("Order#1"))
            assert "1" in headings[places[-1] :]
        assert places == sorted(set(places)), "each state stands to the right of the one before"
        assert "◐→Order#1" in screen
        assert "was pending before this step" in screen


async def test_narrow_panes_have_the_states_one_below_the_other(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(ObjectsPane, recording, 38) as shown:
        screen = await shown.walk_to(step_of(recording, "session.flush()"))
        lines = screen.splitlines()
        heading = lines.index(line_with("● persistent 1", screen))
        assert "◐→Order#1  from pending" in lines[heading + 1]
        for empty in ("transient 0", "pending 0", "deleted 0", "detached 0"):
            assert empty in screen


async def test_a_new_object_is_marked(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(ObjectsPane, recording) as shown:
        screen = await shown.walk_to(step_of(recording, "order = Order("))
        assert "+ Order#1" in screen
        assert "new in this step" in screen
        assert shown.styles_of("+ ") != shown.styles_of("transient in")


THREE = """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
    tools = [Tool(name=f"tool {n}", price=n) for n in range(3)]
    session.add_all(tools)
    session.flush()
    tools[0].price = 70
    tools[2].price = 90
    session.expire(tools[1], ["price"])
    session.commit()
    session.close()
"""


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_chosen_object_stays_chosen_while_the_steps_move(
    recorded: RecordScript, width: int
) -> None:
    recording = recorded(THREE)
    async with showing(ObjectsPane, recording, width, 26) as shown:
        await shown.at(step_of(recording, "session.flush()"))
        shown.pane.focus()
        chosen = await shown.press("end", "up")
        if width == 38:
            chosen = await shown.press("up", "up")
        assert "'tool 1'" in chosen
        assert "'tool 1'" in await shown.walk_to(step_of(recording, "tools[2].price"))
        closed = await shown.walk_to(step_of(recording, "session.close()"))
        assert "◇Tool#2" in closed
        assert "reading raises" in closed
        assert await shown.press("up") != closed, "the focus went along to the other column"


async def test_enter_asks_for_the_step_that_changed_the_object(recorded: RecordScript) -> None:
    recording = recorded(THREE)
    async with showing(ObjectsPane, recording) as shown:
        await shown.at(step_of(recording, "session.expire"))
        shown.pane.focus()
        await shown.press("home", "enter", "down", "enter", "down", "enter")
        assert shown.app.asked == [
            step_of(recording, "tools[0].price = 70"),
            step_of(recording, "session.expire"),
            step_of(recording, "tools[2].price = 90"),
        ]


async def test_enter_on_an_attribute_asks_for_the_step_that_set_it(
    recorded: RecordScript,
) -> None:
    recording = recorded(THREE)
    async with showing(ObjectsPane, recording) as shown:
        await shown.at(step_of(recording, "session.expire"))
        shown.pane.focus()
        await shown.press("home", "tab", "end", "enter", "up", "enter")
        assert shown.app.asked == [
            step_of(recording, "tools[0].price = 70"),
            step_of(recording, "session.flush()"),
        ], "the price when it was set, the name when it was sent"


async def test_deleted_objects_have_a_column(recorded: RecordScript) -> None:
    recording = recorded(
        """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        tool = Tool(name="saw", price=1)
        session.add(tool)
        session.commit()
        session.delete(tool)
        session.flush()
        session.commit()
"""
    )
    async with showing(ObjectsPane, recording, 38) as shown:
        noted = await shown.walk_to(step_of(recording, "session.delete(tool)"))
        assert "marked deleted" in " ".join(shown.pane.text().split())
        assert "● persistent 1" in noted
        assert "●→Tool#1  from persistent" in await shown.walk_to(
            step_of(recording, "session.flush()")
        )
        assert "◇ detached 1" in await shown.walk_to(step_of(recording, "session.commit()", 2))


async def test_the_same_from_both_directions(exercise: Exercise) -> None:
    recording = exercise("1.4")
    async with showing(ObjectsPane, recording, 110) as shown:
        forwards = [await shown.walk_to(step) for step in range(recording.last + 1)]
        for step in reversed(range(recording.last + 1)):
            assert _columns(await shown.walk_to(step)) == _columns(forwards[step]), step


def _columns(screen: str) -> list[str]:
    lines = screen.splitlines()
    return lines[: next(i for i, line in enumerate(lines) if "─────" in line and i)]

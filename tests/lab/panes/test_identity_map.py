"""The Identity map pane: what each session holds, and its transaction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ormlab_tui.lab.panes.identity_map import IdentityMapPane
from ormlab_tui.recording import Recording
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110)


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_failed_flush_needs_a_rollback(exercise: Exercise, width: int) -> None:
    recording = exercise("1.4")
    async with showing(IdentityMapPane, recording, width) as shown:
        failed = await shown.walk_to(step_of(recording, "except IntegrityError") - 1)
        heading = line_with("Session#", failed)
        assert "~ Session#1" in heading
        assert "! NEEDS rollback()" in heading
        later = await shown.walk_to(step_of(recording, "bob = User("))
        assert "NEEDS rollback()" in later
        assert "~ Session#1" not in later


@pytest.mark.parametrize("width", WIDTHS)
async def test_one_key_leads_to_one_object_though_it_was_looked_up_twice(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.1")
    async with showing(IdentityMapPane, recording, width) as shown:
        loaded = await shown.walk_to(step_of(recording, "product_a = session.get"))
        row = line_with("Product (1)", loaded)
        assert row.lstrip("│").startswith("+ ")
        assert "→ ●Product#2" in row
        again = await shown.walk_to(step_of(recording, "product_b = "))
        assert again.count("Product (1)") == 1
        dirty = await shown.walk_to(step_of(recording, "product_a.price = 999"))
        assert "dirty" in line_with("Product (1)", dirty)
        assert line_with("Product (1)", dirty).lstrip("│").startswith("~ ")
        assert "1 in the map, 1 dirty" in dirty


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_pending_object_is_new_and_has_no_key(exercise: Exercise, width: int) -> None:
    recording = exercise("1.2")
    async with showing(IdentityMapPane, recording, width) as shown:
        added = await shown.walk_to(step_of(recording, "session.add(order)"))
        row = line_with("no key yet", added)
        assert "◐Order#1" in row
        assert "new" in row
        assert "0 in the map, 1 new" in added
        flushed = await shown.walk_to(step_of(recording, "session.flush()"))
        assert "~" in line_with("Order (1)", flushed)
        assert "in a transaction" in flushed
        assert "connection 1" in flushed


async def test_deleted_objects_are_told_before_the_flush(recorded: RecordScript) -> None:
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
        nothing = 1
"""
    )
    async with showing(IdentityMapPane, recording) as shown:
        noted = await shown.walk_to(step_of(recording, "session.delete(tool)"))
        assert "deleted at the next flush" in line_with("Tool (1)", noted)
        assert "1 in the map, 1 deleted" in noted
        assert "holds no object now" in await shown.walk_to(step_of(recording, "nothing = 1"))


TWO = """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Tool(name="saw", price=1))
        session.commit()
    one, two = Session(engine), Session(engine)
    first = one.get(Tool, 1)
    second = two.get(Tool, 1)
    first.price = 2
    two.close()
    one.commit()
"""


@pytest.mark.parametrize("width", WIDTHS)
async def test_two_sessions_hold_an_object_each_of_one_row(
    recorded: RecordScript, width: int
) -> None:
    recording = recorded(TWO)
    async with showing(IdentityMapPane, recording, width) as shown:
        screen = await shown.walk_to(step_of(recording, "first.price = 2"))
        assert screen.count("Tool (1)") == 2
        one, two = screen.index("Session#2"), screen.index("Session#3")
        assert one < screen.index("●Tool#2") < two < screen.index("●Tool#3")
        closed = await shown.walk_to(step_of(recording, "two.close()"))
        assert "~ Session#3  closed, holds nothing" in closed


@pytest.mark.parametrize("width", WIDTHS)
async def test_enter_asks_for_the_step_that_made_it_so(recorded: RecordScript, width: int) -> None:
    recording = recorded(TWO)
    async with showing(IdentityMapPane, recording, width) as shown:
        await shown.walk_to(step_of(recording, "first.price = 2"))
        await shown.press("end", "enter", "up", "up", "enter")
        assert shown.app.asked == [
            step_of(recording, "second = two.get"),
            step_of(recording, "first.price = 2"),
        ]


async def test_changes_in_a_long_map_are_scrolled_into_view(recorded: RecordScript) -> None:
    recording = recorded(
        """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
    tools = [Tool(name=f"tool {n}", price=n) for n in range(300)]
    session.add_all(tools)
    session.commit()
    tools[251].price = 2
"""
    )
    async with showing(IdentityMapPane, recording, 38, 12) as shown:
        screen = await shown.walk_to(step_of(recording, "tools[251].price = 2"))
        assert "Tool (252)" in screen
        assert "dirty" in line_with("Tool (252)", screen)


async def test_a_highlighted_object_stays_so_when_rows_come_before_it(
    recorded: RecordScript,
) -> None:
    recording = recorded(
        """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
    late = Tool(id=9, name="late", price=1)
    session.add(late)
    session.commit()
    early = Tool(id=1, name="early", price=1)
    session.add(early)
    session.flush()
"""
    )
    async with showing(IdentityMapPane, recording) as shown:
        await shown.at(step_of(recording, "session.commit()"))
        await shown.press("end")
        await shown.at(step_of(recording, "session.flush()"))
        await shown.press("enter")
        assert shown.app.asked == [step_of(recording, "session.commit()")]

"""The SQL pane: what was sent, why, and in which transaction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ormlab_tui.lab.panes.sql import SqlPane
from ormlab_tui.recording import Recording
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110)
ENGINE = """
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = Session(engine)
"""


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_statement_stands_with_its_line_parameters_and_cause(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.2")
    flushed = step_of(recording, "session.flush()")
    line = recording.steps[flushed].lines[0]
    async with showing(SqlPane, recording, width) as shown:
        screen = await shown.walk_to(flushed)
        assert f"▌  {line} │ INSERT INTO orders" in screen
        assert "('Laptop')" in screen
        assert "┌ BEGIN" in line_with("▌", screen[screen.index("flush") :])
        assert "nothing sent" in screen, "SQLite's BEGIN is only SQLAlchemy's word"
        text = shown.pane.text()
        assert "cause      flush: what the session had noted is sent" in text
        assert "sent by    session 1, connection 1" in text
        assert "1 in this step" in str(shown.pane.border_subtitle)

        later = await shown.walk_to(flushed + 1)
        assert "▌" not in later


async def test_reading_what_commit_expired_is_told_so(recorded: RecordScript) -> None:
    recording = recorded(
        ENGINE
        + """
    tool = Tool(name="saw", price=1)
    session.add(tool)
    session.commit()
    print(tool.price)
    session.rollback()
    print(tool.name)
    session.expire(tool)
    print(tool.id)
"""
    )
    async with showing(SqlPane, recording, 110) as shown:
        for code, because in (
            ("print(tool.price)", "commit had expired"),
            ("print(tool.name)", "rollback had expired"),
            ("print(tool.id)", "expire() had expired"),
        ):
            screen = await shown.at(step_of(recording, code))
            assert f"refresh: you read an attribute that {because}" in screen


async def test_errors_stand_with_their_statement(exercise: Exercise) -> None:
    recording = exercise("1.4")
    async with showing(SqlPane, recording, 110) as shown:
        screen = await shown.at(step_of(recording, "except IntegrityError") - 1)
        assert "! INSERT INTO users" in screen
        assert "UNIQUE constraint failed" in screen
        assert "! flush failed: the session needs rollback()" in screen
        assert shown.styles_of("UNIQUE") != shown.styles_of("session 1, connection 1")


async def test_many_parameter_sets_are_counted(recorded: RecordScript) -> None:
    recording = recorded(
        ENGINE
        + """
    session.execute(
        text("INSERT INTO tools (name, price) VALUES (:name, :price)"),
        [{"name": f"tool {n}", "price": n} for n in range(2500)],
    )
"""
    )
    async with showing(SqlPane, recording, 110) as shown:
        screen = await shown.at(step_of(recording, "INSERT INTO tools"))
        assert "2,500 × ('tool 0', 0) ('tool 1', 1)" in screen
        assert " more" in shown.pane.text()


async def test_round_trips_of_one_execute_are_numbered(recorded: RecordScript) -> None:
    recording = recorded(
        ENGINE
        + """
    session.connection(execution_options={"insertmanyvalues_page_size": 4})
    session.add_all([Tool(name=f"tool {n}", price=n) for n in range(10)])
    session.flush()
"""
    )
    async with showing(SqlPane, recording, 110) as shown:
        await shown.at(step_of(recording, "session.flush()"))
        text = shown.pane.text()
        assert "trip 1 of " in text
        assert "trip 2 of " in text


async def test_savepoints_and_what_was_only_said(recorded: RecordScript) -> None:
    recording = recorded(
        ENGINE
        + """
    with session.begin_nested():
        session.add(Tool(name="saw", price=1))
    nested = session.begin_nested()
    session.add(Tool(name="axe", price=1))
    session.flush()
    nested.rollback()
    session.rollback()
"""
    )
    async with showing(SqlPane, recording, 110, 40) as shown:
        screen = await shown.at(step_of(recording, "session.rollback()"))
        for words in ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT "):
            assert words in screen
        assert "BEGIN  SQLAlchemy's word; nothing sent" in screen
        assert "session 1, connection 1" in screen
        real = line_with("↶", screen[screen.index("ROLLBACK TO") :])
        assert "▌" in real


async def test_two_sessions_and_two_connections_are_told_apart(recorded: RecordScript) -> None:
    recording = recorded(
        """
    one, two = create_engine("sqlite://"), create_engine("sqlite://")
    with Session(one) as first, Session(two) as second:
        first.execute(text("SELECT 1"))
        second.execute(text("SELECT 2"))
"""
    )
    async with showing(SqlPane, recording, 110) as shown:
        screen = await shown.at(step_of(recording, "SELECT 2"))
        assert "session 1, connection 1" in screen
        assert "session 2, connection 2" in screen


async def test_enter_and_double_click_ask_for_the_step_that_sent_it(exercise: Exercise) -> None:
    recording = exercise("1.1")
    got = step_of(recording, "product_a = session.get")
    async with showing(SqlPane, recording, 76) as shown:
        screen = await shown.at(recording.last)
        screen = await shown.at(step_of(recording, "product_a.price = 999"))
        await shown.press("up", "up", "enter")
        assert got not in shown.app.asked or shown.app.asked == [got]
        shown.app.asked.clear()
        await shown.press("end", "up", "enter")
        assert shown.app.asked == [got]
        screen = await shown.press("end")
        y = screen.splitlines().index(line_with("get: the identity map", screen))
        await shown.pilot.click(offset=(20, y), times=2)
        await shown.pilot.pause()
        assert shown.app.asked == [got, got]


async def test_no_sql_so_far_says_why(exercise: Exercise, recorded: RecordScript) -> None:
    recording = recorded(
        """
    engine = create_engine("sqlite://")
    session = Session(engine)
    tool = Tool(name="saw", price=1)
    session.add(tool)
"""
    )
    async with showing(SqlPane, recording, 110) as shown:
        assert "Nothing has run yet." in await shown.screen()
        assert "Nothing has been sent so far." in await shown.at(0)
        for code, why in (
            ("session = Session", "a session connects when it first has to"),
            ("tool = Tool", "a new object is known to nobody but Python"),
            ("session.add(tool)", "add() only notes the object"),
        ):
            assert why in await shown.walk_to(step_of(recording, code))


async def test_a_long_run_shows_its_end_and_goes_back_to_its_start(
    recorded: RecordScript,
) -> None:
    recording = recorded(
        ENGINE
        + """
    for number in range(300):
        session.execute(text(f"SELECT {number}"))
"""
    )
    async with showing(SqlPane, recording, 38, 16) as shown:
        assert "SELECT 299" in await shown.at(recording.last)
        assert "SELECT 100" in await shown.at(step_of(recording, "SELECT", 101))
        assert "SELECT 101" not in await shown.screen()
        assert "PRAGMA" in await shown.press("home")

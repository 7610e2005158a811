"""The Database pane: what this transaction sees beside what everyone else sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ormlab_tui.lab.panes.database import DatabasePane
from ormlab_tui.recording import Recording
from ormlab_tui.recording.changes import Splice, TableGone, TableSeen, TableSide
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of
from tests.lab.panes.made import made

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110)
FILE = """
    from pathlib import Path
    from tempfile import TemporaryDirectory
    folder = TemporaryDirectory()
    engine = create_engine(f"sqlite:///{Path(folder.name) / 'tools.db'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Tool(name="saw", price=100), Tool(name="axe", price=200)])
        session.commit()
"""


@pytest.mark.parametrize("width", WIDTHS)
async def test_a_flushed_row_is_inside_the_transaction_alone_and_then_gone(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.2")
    async with showing(DatabasePane, recording, width) as shown:
        flushed = await shown.walk_to(step_of(recording, "session.flush()"))
        row = line_with("Laptop", flushed)
        assert "▌+ " in row
        assert "this transaction  1 row" in flushed
        assert "everyone else  0 rows" in flushed
        assert "only this transaction" in flushed
        assert flushed.count("Laptop") == 2, "once in the table, once in full below"
        assert shown.pane.border_subtitle == "1 table, 1 row differs"

        later = await shown.walk_to(step_of(recording, "session.flush()") + 1)
        assert "▌" not in later
        assert "+ " in line_with("Laptop", later)

        rolled_back = await shown.walk_to(step_of(recording, "raise ValueError") + 1)
        assert "▌× " in line_with("Laptop", rolled_back)
        assert "gone in this step" in rolled_back

        after = await shown.walk_to(step_of(recording, "raise ValueError") + 2)
        assert "Laptop" not in after
        assert "0 rows" in after


async def test_signs_have_colours_of_their_own(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(DatabasePane, recording, 38) as shown:
        await shown.at(step_of(recording, "session.flush()"))
        assert shown.styles_of("+") != shown.styles_of("−")
        assert shown.styles_of("+") != shown.styles_of("this transaction")


async def test_a_commit_takes_the_signs_away_and_is_marked(recorded: RecordScript) -> None:
    recording = recorded(FILE)
    async with showing(DatabasePane, recording, 38) as shown:
        screen = await shown.at(step_of(recording, "session.commit()"))
        assert "▌   1  saw" in line_with("saw", screen)
        assert "tools  2 rows for everyone" in screen
        assert shown.pane.border_subtitle == "1 table"


CHANGED = (
    FILE
    + """
    with Session(engine) as session:
        saw, axe = session.get(Tool, 1), session.get(Tool, 2)
        saw.price = 999
        session.delete(axe)
        session.add(Tool(id=3, name="awl", price=300))
        session.flush()
        session.rollback()
"""
)


async def test_narrow_panes_merge_both_sides_into_one_list(recorded: RecordScript) -> None:
    recording = recorded(CHANGED)
    async with showing(DatabasePane, recording, 38) as shown:
        screen = await shown.at(step_of(recording, "session.flush()"))
        assert "▌~  1  saw   100 → 999" in screen
        assert "▌−  2  axe" in screen
        assert "▌+  3  awl" in screen
        assert "~ everyone else → this transaction" in screen
        assert shown.pane.border_subtitle == "1 table, 3 rows differ"


@pytest.mark.parametrize("width", [76, 110])
async def test_wide_panes_set_both_sides_in_equal_columns(
    recorded: RecordScript, width: int
) -> None:
    recording = recorded(CHANGED)
    async with showing(DatabasePane, recording, width) as shown:
        screen = await shown.at(step_of(recording, "session.flush()"))
        changed = line_with("saw", screen)
        left, _, right = changed.partition(" │ ")
        assert "▌~  1  saw     999" in left
        assert "1  saw     100" in right
        deleted_left, _, deleted_right = line_with("axe", screen).partition(" │ ")
        assert "axe" not in deleted_left
        assert "axe" in deleted_right
        inserted_left, _, inserted_right = line_with("awl", screen).partition(" │ ")
        assert "awl" in inserted_left
        assert "awl" not in inserted_right
        dividers = {line.index(" │ ") for line in screen.splitlines() if " │ " in line}
        assert len(dividers) == 1


async def test_a_row_in_full_tells_both_values(recorded: RecordScript) -> None:
    recording = recorded(CHANGED)
    async with showing(DatabasePane, recording, 76) as shown:
        screen = await shown.at(step_of(recording, "session.flush()"))
        assert "~ price  999" in screen
        assert "everyone else: 100" in screen
        below = await shown.press("down")
        assert "has deleted it" in below


async def test_enter_asks_for_the_step_that_made_the_row_so(recorded: RecordScript) -> None:
    recording = recorded(
        FILE
        + """
    with Session(engine) as session:
        session.get(Tool, 1).price = 999
        session.flush()
        session.get(Tool, 2).price = 998
        session.flush()
        nothing = 1
"""
    )
    async with showing(DatabasePane, recording) as shown:
        await shown.at(step_of(recording, "nothing = 1"))
        await shown.press("home", "down", "down", "down", "enter", "down", "enter")
        committed = step_of(recording, "session.commit()")
        assert shown.app.asked == [
            step_of(recording, "session.flush()"),
            step_of(recording, "session.flush()", 2),
        ]
        shown.app.asked.clear()
        await shown.at(committed + 1)
        await shown.press("home", "enter", "end", "up", "enter")
        assert shown.app.asked == [committed, committed]


async def test_a_double_click_asks_as_enter_does(exercise: Exercise) -> None:
    recording = exercise("1.2")
    flushed = step_of(recording, "session.flush()")
    async with showing(DatabasePane, recording) as shown:
        screen = await shown.at(flushed + 2)
        y = screen.splitlines().index(line_with("Laptop", screen))
        await shown.pilot.click(offset=(6, y), times=2)
        await shown.pilot.pause()
        assert shown.app.asked == [flushed]


async def test_a_side_that_cannot_be_seen_says_why() -> None:
    recording = made(
        ([], [TableSeen("t", ("id",)), TableSide("t", False, Splice(0, 0, ((1,), (2,)), 2))]),
        ([], [TableSide("t", True, Splice(0, 0, ((1,),), 1)), TableSide("t", False, None)]),
    )
    for width in WIDTHS:
        async with showing(DatabasePane, recording, width) as shown:
            screen = await shown.at(0)
            assert "not known: reading it would" in screen
            assert "everyone else  not known" in screen
            assert "+ 1" not in screen, "what can't be compared is not called different"
            screen = await shown.walk_to(1)
            assert "this transaction  not known" in screen
            assert "everyone else  1 row" in screen
            assert shown.pane.border_subtitle == "1 table"


def _cut(first: int, last: int) -> tuple[tuple[int], ...]:
    head = [(number,) for number in range(first, first + 100)]
    return (*head, *((number,) for number in range(last - 99, last + 1)))


async def test_rows_left_out_are_counted_and_never_called_different() -> None:
    recording = made(
        (
            [],
            [
                TableSeen("t", ("id",)),
                TableSide("t", True, Splice(0, 0, _cut(1, 5000), 5000)),
                TableSide("t", False, Splice(0, 0, _cut(1, 5000), 5000)),
            ],
        ),
        ([], [TableSide("t", False, Splice(0, 200, _cut(2, 5001), 5000))]),
    )
    async with showing(DatabasePane, recording, 60, 40) as shown:
        await shown.at(0)
        assert "first and last 100 of 5,000 rows" in shown.pane.text()
        assert "… 4,800 rows not shown" in shown.pane.text()
        await shown.walk_to(1)
        lines = shown.pane.text().splitlines()
        signed = [line.split()[0] + line.split()[-1] for line in lines if line[1:2] in "+−~"]
        assert "▌+5001" in signed
        assert "▌−1" in signed
        assert [line for line in signed if line[-4:] in ("4901", "101")] == []
        assert shown.pane.border_subtitle == "1 table, 2 rows differ"


async def test_only_rows_on_screen_are_drawn() -> None:
    rows = tuple((number, f"name {number}") for number in range(200))
    recording = made(
        ([], [TableSeen("t", ("id", "name")), TableSide("t", False, Splice(0, 0, rows, 200))]),
        ([], [TableSide("t", False, Splice(199, 1, ((199, "other"),), 200))]),
    )
    async with showing(DatabasePane, recording, 38, 12) as shown:
        screen = await shown.at(0)
        assert "name 199" not in screen
        changed = await shown.walk_to(1)
        assert "▌  199  other" in changed, "what the step changed is scrolled into view"
        first = await shown.press("home")
        assert "name 0" in first


async def test_tables_come_and_go() -> None:
    recording = made(
        ([], [TableSeen("t", ("id",)), TableSide("t", False, Splice(0, 0, (), 0))]),
        ([], []),
        ([], [TableGone("t")]),
        ([], []),
    )
    async with showing(DatabasePane, recording, 38) as shown:
        assert "+ t  new in this step" in await shown.walk_to(0)
        assert "new in this step" not in await shown.walk_to(1)
        assert "× t  dropped in this step" in await shown.walk_to(2)
        assert "No table exists yet." in await shown.walk_to(3)
        assert "dropped in this step" in await shown.walk_to(2)


async def test_several_databases_stand_under_headings_of_their_own(
    recorded: RecordScript,
) -> None:
    recording = recorded(
        """
    one, two = create_engine("sqlite://"), create_engine("sqlite://")
    Base.metadata.create_all(one)
    Base.metadata.create_all(two)
    with Session(one) as first, Session(two) as second:
        first.add(Tool(name="saw", price=1))
        second.add(Tool(name="axe", price=2))
        first.flush()
        second.flush()
        nothing = 1
"""
    )
    async with showing(DatabasePane, recording, 76, 30) as shown:
        screen = await shown.at(step_of(recording, "nothing = 1"))
        first, second = screen.index("Database 1"), screen.index("Database 2")
        assert first < screen.index("saw") < second < screen.rindex("axe")


async def test_other_columns_are_a_new_table() -> None:
    recording = made(
        ([], [TableSeen("t", ("id",)), TableSide("t", True, Splice(0, 0, ((1,),), 1))]),
        (
            [],
            [
                TableSeen("t", ("id", "name")),
                TableSide("t", True, Splice(0, 0, ((1, "saw"),), 1)),
                TableSide("t", False, Splice(0, 0, ((1, "saw"),), 1)),
            ],
        ),
    )
    async with showing(DatabasePane, recording) as shown:
        screen = await shown.walk_to(1)
        assert "▌ t" in screen
        assert "name" in screen


async def test_null_is_told_from_the_word_and_from_nothing() -> None:
    rows = ((1, None), (2, "NULL"), (3, ""))
    recording = made(
        ([], [TableSeen("t", ("id", "x")), TableSide("t", True, Splice(0, 0, rows, 3))]),
    )
    async with showing(DatabasePane, recording, 38) as shown:
        screen = await shown.at(0)
        assert " 1  NULL" in screen
        assert "2  'NULL'" in screen
        assert "3  ''" in screen


async def test_the_same_from_both_directions(exercise: Exercise) -> None:
    recording = exercise("1.2")
    async with showing(DatabasePane, recording) as shown:
        forwards = [await shown.walk_to(step) for step in range(recording.last + 1)]
        for step in reversed(range(recording.last + 1)):
            back = await shown.walk_to(step)
            assert _tables(back) == _tables(forwards[step]), step


def _tables(screen: str) -> list[str]:
    """Return the lines of the tables: the row in full below follows what was highlighted."""
    lines = [line.strip("│ ") for line in screen.splitlines()[1:]]
    return lines[: next((i for i, line in enumerate(lines) if line.startswith("──")), None)]

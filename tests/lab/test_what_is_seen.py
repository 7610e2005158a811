"""What the first four exercises are for, seen on the screen where a learner looks for it."""

from __future__ import annotations

import pytest

from ormlab_tui.lab.start import RecordingStart
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES, Driver, driving

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


async def _search(it: Driver, text: str) -> str:
    """Go to the first step of a statement, as a learner does by searching."""
    await it.press("g", "slash", *["backspace"] * 30)
    await it.type(text)
    return it.text()


async def _pane(it: Driver, key: str) -> str:
    """Return what one pane shows, in full."""
    await it.press(key)
    pane = it.lab.focused_pane
    assert f"─ {pane.title} ─" in it.text()
    return pane.text()


@each_size
async def test_1_1_both_names_are_one_object_so_its_price_is_999_and_no_update_was_sent(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await _search(it, "product_a.price = 999")
        variables = await _pane(it, "6")
        (a,) = [line for line in variables.splitlines() if "product_a" in line]
        (b,) = [line for line in variables.splitlines() if "product_b" in line]
        assert a.split()[-1] == b.split()[-1]
        assert "1 in the map" in await _pane(it, "3")
        assert "committed 100" in await _pane(it, "4")
        await it.press("G")
        assert "product_b.price is 999" in await _pane(it, "7")
        assert "UPDATE" not in await _pane(it, "2")
        assert "999" not in await _pane(it, "5")


@each_size
async def test_1_2_the_row_is_inside_the_transaction_never_outside_and_then_gone(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.2")), size) as it:
        await it.recorded()
        await _search(it, "session.flush()")
        database = await _pane(it, "5")
        inside, outside = _rows(it)
        assert inside == ((1, "Laptop"),)
        assert outside == ()
        assert "Laptop" in database
        before = it.step
        for step in range(before, it.recording.last + 1):
            it.lab.go_to(step)
            assert _rows(it)[1] == ()
        assert "Laptop" not in await _pane(it, "5")


def _rows(it: Driver) -> tuple[object, object]:
    moment = it.lab.moment
    assert moment is not None
    (table,) = moment.world.of_kind("table")
    return table.in_transaction, table.committed  # type: ignore[union-attr]


@each_size
async def test_1_3_a_default_is_unset_until_the_flush(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.3")), size) as it:
        await it.recorded()
        for statement, status in (
            ("entry = LogEntry(", "unset"),
            ("session.add(entry)", "unset"),
            ("session.flush()", "loaded"),
        ):
            await _search(it, statement)
            moment = it.lab.moment
            assert moment is not None
            entry = next(
                each
                for each in moment.world.of_kind("object")
                if each.class_name == "LogEntry"  # type: ignore[union-attr]
            )
            assert entry.attributes["level"].status == status  # type: ignore[union-attr]
            assert status in await _pane(it, "4")


@each_size
async def test_1_4_the_session_says_that_it_needs_a_rollback(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.4")), size) as it:
        await it.recorded()
        await it.press("x")
        assert "NEEDS rollback()" in await _pane(it, "3")
        assert "flush failed: the session needs rollback()" in await _pane(it, "2")
        await _search(it, "session.rollback()")
        assert "NEEDS rollback()" not in await _pane(it, "3")

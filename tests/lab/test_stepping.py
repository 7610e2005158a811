"""Walking through a recording with real keys: forwards, backwards, over, out and by jumps."""

from __future__ import annotations

import pytest

from ormlab_tui.lab.start import RecordingStart
from ormlab_tui.recording.events import EventType, Sql
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES, Driver, driving

LIBRARY = "lending_library"
each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


@each_size
async def test_a_walk_to_the_end_and_back_passes_every_step(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        assert it.step == -1
        last = it.recording.last
        for step in range(last + 1):
            await it.pilot.press("right")
            assert it.step == step
        screen = await it.press("right")
        assert it.step == last
        assert "The run ends here: finished" in screen
        for step in range(last - 1, -2, -1):
            await it.pilot.press("left")
            assert it.step == step
        assert "This is before the first step" in await it.press("left")


@each_size
async def test_space_and_letters_step_too(recorded_file: FileOf, size: tuple[int, int]) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await it.press("space", "l", "f11")
        assert it.step == 2
        await it.press("h")
        assert it.step == 1


@each_size
async def test_over_passes_calls_and_out_leaves_them(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file(LIBRARY)), size) as it:
        await it.recorded()
        recording = it.recording
        call = next(
            step.index
            for step in recording.steps[:-1]
            if step.depth == 0 and recording.steps[step.index + 1].depth == 1
        )
        await _stand(it, call)
        await it.press("o")
        assert it.step > call + 1
        assert recording.steps[it.step].depth == 0
        assert all(step.depth > 0 for step in recording.steps[call + 1 : it.step])
        after = it.step
        await it.press("O")
        assert it.step == call

        await _stand(it, call + 1)
        assert recording.steps[it.step].depth == 1
        await it.press("u")
        assert it.step == after
        await _stand(it, call + 1)
        await it.press("U")
        assert it.step == call


@each_size
@pytest.mark.parametrize(
    ("key", "back", "kinds"),
    [
        ("s", "S", ("sql",)),
        ("t", "T", ("state",)),
        ("c", "C", ("commit", "rollback", "rollback-to-savepoint")),
        ("x", "X", ("exception",)),
    ],
)
async def test_a_letter_goes_to_the_next_event_of_its_kind_and_its_capital_to_the_one_before(
    recorded_file: FileOf, size: tuple[int, int], key: str, back: str, kinds: tuple[EventType, ...]
) -> None:
    async with driving(RecordingStart(recorded_file(LIBRARY)), size) as it:
        await it.recorded()
        steps = sorted({step for kind in kinds for step in it.recording.steps_with(kind)})
        assert steps
        for step in steps[:4]:
            await it.press(key)
            assert it.step == step
        for step in reversed(steps[:4][:-1]):
            await it.press(back)
            assert it.step == step
        assert "before this" in await it.press(back)
        await it.press("G")
        assert "after this" in await it.press(key) or it.step == steps[-1]


@each_size
async def test_first_last_and_return(recorded_file: FileOf, size: tuple[int, int]) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await it.press("right", "right", "right", "G")
        assert it.step == it.recording.last
        await it.press("backspace")
        assert it.step == 2
        await it.press("G", "g")
        assert it.step == -1
        assert "no jump" in await it.press("backspace", "backspace", "backspace")


@each_size
async def test_to_a_line_and_to_a_step(recorded_file: FileOf, size: tuple[int, int]) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        source = it.recording.script.source.splitlines()
        line = next(at for at, text in enumerate(source, 1) if "product_a.price = 999" in text)
        await it.press("colon")
        await it.type(str(line))
        assert it.code_of(it.step) == "product_a.price = 999"
        await it.press("colon")
        await it.type("#3")
        assert it.step == 3
        await it.press("colon")
        await it.type("#9999")
        assert "There is no step 9999" in it.text()
        await it.press("colon")
        await it.type("nine")
        assert "is no number" in it.text()
        await it.press("colon")
        await it.type("1")
        assert it.step == 0 or "did not run" in it.text()
        await it.press("colon", "escape")


@each_size
async def test_search_in_sql_and_code(recorded_file: FileOf, size: tuple[int, int]) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        assert "Nothing has been searched for" in await it.press("n")
        await it.press("slash")
        await it.type("insert into")
        step = it.step
        assert any("INSERT INTO" in event.statement for event in _sql(it, step))
        assert "1 of" in it.text()
        await it.press("slash", *["backspace"] * 11)
        await it.type("product_a.price")
        assert "product_a.price" in it.code_of(it.step)
        first = it.step
        await it.press("n")
        assert it.step > first
        await it.press("N")
        assert it.step == first
        await it.press("slash", *["backspace"] * 15)
        await it.type("no such text")
        assert "neither in the code nor in the SQL" in it.text()


@each_size
async def test_enter_on_a_row_goes_to_the_step_that_made_it_so(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await it.press("G")
        last = it.step
        await it.press("2", "home", "enter")
        assert it.step == it.recording.steps_with("begin")[0]
        await it.press("backspace")
        assert it.step == last


@each_size
async def test_the_mouse_goes_to_a_line_and_to_a_place_on_the_timeline(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await it.press("G")
        last = it.step
        x, y = it.at("product_a is product_b")
        await it.click(x, y, times=2)
        assert "product_a is product_b" in it.code_of(it.step)
        await it.press("G")
        x, y = it.at("━")
        await it.click(x, y)
        assert it.step < last // 4
        x, y = it.at("─  step")
        await it.click(x, y)
        assert it.step > last - last // 4


async def _stand(it: Driver, step: int) -> None:
    await it.press("colon")
    await it.type(f"#{step}")
    assert it.step == step


def _sql(it: Driver, step: int) -> list[Sql]:
    return [event for event in it.recording.steps[step].events if isinstance(event, Sql)]

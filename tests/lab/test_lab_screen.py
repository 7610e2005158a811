"""The lab screen: how it stands at every size, its panes, its keys, its colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from ormlab_tui.lab.keys import APP_KEYS, LAB_KEYS
from ormlab_tui.lab.panes import PANES, Pane
from ormlab_tui.lab.start import RecordingStart
from ormlab_tui.lab.widgets.line_list import LineList
from tests.lab.conftest import FileOf
from tests.lab.driving import LARGE, SIZES, SMALL, Driver, driving

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


def _displayed(it: Driver) -> list[str]:
    return [pane.slug for pane in it.lab.query(Pane) if pane.display and pane.region.area]


async def test_a_small_terminal_has_the_code_above_one_pane_with_tabs(
    recorded_file: FileOf,
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), SMALL) as it:
        await it.recorded()
        assert _displayed(it) == ["code", "sql"]
        for key, kind in zip("234567", PANES, strict=True):
            screen = await it.press(key)
            assert _displayed(it) == ["code", kind.slug]
            assert f"[{kind.title}]" in screen
        await it.press("left_square_bracket")
        assert _displayed(it) == ["code", PANES[-2].slug]
        await it.press("right_square_bracket")
        x, y = it.at("Objects")
        await it.click(x, y)
        assert _displayed(it) == ["code", "objects"]


async def test_a_large_terminal_has_all_panes_together(recorded_file: FileOf) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), LARGE) as it:
        await it.recorded()
        screen = await it.press("right")
        assert len(_displayed(it)) == 7
        for kind in PANES:
            assert f"─ {kind.title} ─" in screen


async def test_the_panes_follow_the_terminal_when_it_is_resized(recorded_file: FileOf) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), LARGE) as it:
        await it.recorded()
        await it.press("s", "s", "s")
        step = it.step
        for size, shown in ((SMALL, 2), (LARGE, 7), ((130, 30), 2), ((200, 60), 7), ((40, 12), 2)):
            await it.pilot.resize_terminal(*size)
            await it.until(lambda size=size: it.app.size == size)  # type: ignore[misc]
            await it.until(lambda shown=shown: len(_displayed(it)) == shown)  # type: ignore[misc]
            assert it.step == step
            assert len(it.text().splitlines()) == size[1]
        await it.press("left")
        assert it.step == step - 1


@each_size
async def test_any_pane_can_fill_the_screen(recorded_file: FileOf, size: tuple[int, int]) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        before = _displayed(it)
        for key, slug in (("5", "database"), ("1", "code")):
            await it.press(key, "z")
            assert _displayed(it) == [slug]
            await it.press("s")
            await it.press("z")
            assert slug in _displayed(it)
            assert len(_displayed(it)) == len(before)
        await it.press("z", "escape")
        assert len(_displayed(it)) == len(before)


@each_size
async def test_a_panes_text_can_be_copied_and_saved(
    recorded_file: FileOf,
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        await it.press("G", "7", "y")
        assert "product_b.price is 999" in it.app.clipboard
        for name in ("ormlab-output.txt", "ormlab-output-2.txt"):
            assert "Saved as" in await it.press("Y")
            assert "product_b.price is 999" in (tmp_path / name).read_text()


@each_size
async def test_the_footer_the_help_and_the_palette_have_the_same_actions(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), size) as it:
        await it.recorded()
        commands = {command.title for command in it.app.get_system_commands(it.lab)}
        keys = [each for each in (*LAB_KEYS, *APP_KEYS) if isinstance(each, Binding)]
        footer = {key.description for key in it.lab.query_one(Footer).query(FooterKey)}
        assert {each.description for each in keys if each.show} <= footer
        await it.press("question_mark")
        listed = it.app.screen.query_one(LineList).text()
        hidden_here = {"cancel", "again", "brief"}
        for binding in keys:
            if binding.id not in hidden_here:
                assert binding.tooltip in listed
                assert binding.tooltip in commands
        await it.press("escape")
        assert it.app.screen is it.lab


async def test_the_palette_acts(recorded_file: FileOf) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), LARGE) as it:
        await it.recorded()
        await it.press("ctrl+p")
        await it.pilot.press(*"end of the run")
        await it.until(lambda: "Go to the end of the run" in it.text())
        await it.pilot.press("enter")
        await it.until(lambda: it.step == it.recording.last)


async def test_a_keymap_gives_an_action_other_keys(recorded_file: FileOf) -> None:
    async with driving(RecordingStart(recorded_file("1.1")), LARGE) as it:
        await it.recorded()
        it.app.set_keymap({"step.forward": "j"})
        await it.press("j", "j")
        assert it.step == 1
        await it.press("right")
        assert it.step == 1
        await it.press("question_mark")
        line = next(line for line in it.text().splitlines() if "Step forward" in line)
        assert " j " in line


@each_size
async def test_themes_follow_each_other_and_greyscale_has_no_colours(
    recorded_file: FileOf, size: tuple[int, int]
) -> None:
    async with driving(RecordingStart(recorded_file("1.4")), size) as it:
        await it.recorded()
        await it.press("4", "s", "s", "s")
        seen = [it.app.theme]
        for _ in range(3):
            await it.press("f2")
            seen.append(it.app.theme)
        assert len(set(seen)) == 4
        coloured = _colours(it)
        await it.press("f3")
        assert coloured != _colours(it)
        assert all(r == g == b for r, g, b in _colours(it))
        assert "●" in it.text() or "◐" in it.text()
        await it.press("f3")
        assert _colours(it) == coloured


def _colours(it: Driver) -> set[tuple[int, int, int]]:
    filters = it.app.get_line_filters()
    found: set[tuple[int, int, int]] = set()
    for strip in it.app.screen._compositor.render_strips():
        segments = list(strip)
        for each in filters:
            segments = each.apply(segments, it.app.screen.styles.background)
        for segment in segments:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None and colour.triplet is not None:
                    found.add(tuple(colour.triplet))  # type: ignore[arg-type]
    return found


@each_size
@pytest.mark.parametrize("number", ["1.1", "1.2", "1.3", "1.4"])
async def test_every_step_of_an_exercise_is_painted(
    recorded_file: FileOf, size: tuple[int, int], number: str
) -> None:
    async with driving(RecordingStart(recorded_file(number)), size) as it:
        await it.recorded()
        for step in (*range(it.recording.last + 1), *range(it.recording.last, -1, -9)):
            it.lab.go_to(step)
            assert f"step {step} of {it.recording.last}" in it.text()

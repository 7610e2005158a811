"""The Output pane: what had been printed by a step."""

from __future__ import annotations

from ormlab_tui.lab.panes.output import OutputPane
from tests.lab.panes.conftest import RecordScript
from tests.lab.panes.host import line_with, showing, step_of

PRINTS = """
    import sys
    print("first")
    print("second", file=sys.stderr)
    print("third", end="")
    nothing = 1
    print("much\\n" * 50)
"""


async def test_lines_come_and_go_with_the_steps(recorded: RecordScript) -> None:
    recording = recorded(PRINTS)
    async with showing(OutputPane, recording, 38) as shown:
        assert "Nothing has run yet." in await shown.screen()
        assert "Nothing has been printed so far." in await shown.at(0)
        first = await shown.at(step_of(recording, 'print("first")'))
        assert "▌" in line_with("first", first)
        second = await shown.at(step_of(recording, 'print("second"'))
        assert "▌" not in line_with("first", second)
        assert "! second" in second
        assert shown.styles_of("second") != shown.styles_of("first")
        third = await shown.at(step_of(recording, "nothing = 1"))
        assert "third›" in third, "no newline ended it"
        assert "second" not in await shown.at(step_of(recording, 'print("first")'))


async def test_the_last_line_is_in_view_and_copied_text_is_whole(recorded: RecordScript) -> None:
    recording = recorded(PRINTS)
    async with showing(OutputPane, recording, 38, 10) as shown:
        screen = await shown.at(recording.last)
        assert "first" not in screen
        assert "much" in screen
        text = shown.pane.text()
        assert text.startswith("first\n! second\nthird\nmuch\n")
        assert text.count("much") == 50


async def test_enter_asks_for_the_step_that_printed_it(recorded: RecordScript) -> None:
    recording = recorded(PRINTS)
    async with showing(OutputPane, recording) as shown:
        await shown.at(step_of(recording, "nothing = 1"))
        await shown.press("home", "enter", "down", "enter")
        assert shown.app.asked == [
            step_of(recording, 'print("first")'),
            step_of(recording, 'print("second"'),
        ]

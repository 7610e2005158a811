"""The editor by its keys: indentation, undo, search, and what it makes of odd text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from ormlab_tui.lab.navigation import Direction
from ormlab_tui.lab.widgets.editor import MOST_COLOURED, CodeEditor


class _Host(App[None]):
    def __init__(self, text: str, read_only: bool) -> None:
        super().__init__()
        self._text = text
        self._read_only = read_only

    def compose(self) -> ComposeResult:
        yield CodeEditor(self._text, read_only=self._read_only)


@asynccontextmanager
async def editing(
    text: str = "", *, read_only: bool = False
) -> AsyncIterator[tuple[CodeEditor, Pilot[None]]]:
    """An editor with the focus, its cursor at the end."""
    app = _Host(text, read_only)
    async with app.run_test(size=(60, 20)) as pilot:
        editor = app.query_one(CodeEditor)
        editor.focus()
        editor.move_cursor(editor.document.end)
        yield editor, pilot


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("if x:", ["enter", "y"], "if x:\n    y"),
        ("if x:  # why", ["enter", "y"], "if x:  # why\n    y"),
        ("    return x", ["enter", "y"], "    return x\ny"),
        ("    x = 1", ["enter", "y"], "    x = 1\n    y"),
        ("        ", ["backspace"], "    "),
        ("      ", ["backspace", "x"], "    x"),
        ("    x", ["backspace", "backspace"], ""),
        ("x", ["tab"], "x   "),
        ("        x", ["shift+tab"], "    x"),
        ("  x", ["shift+tab"], "x"),
        ("\tx", ["shift+tab"], "x"),
        ("x", ["shift+tab"], "x"),
        ("a\n\nb", ["ctrl+l", "tab"], "    a\n\n    b"),
        ("    a\n  b\nc", ["ctrl+l", "shift+tab"], "a\nb\nc"),
        ("a\nb", ["ctrl+l", "tab", "tab", "shift+tab"], "    a\n    b"),
        ("a\nb", ["ctrl+l", "tab", "ctrl+z"], "a\nb"),
        ("a\nb", ["ctrl+l", "x", "ctrl+z", "ctrl+y"], "x"),
    ],
)
async def test_keys_indent_as_python_wants_it(before: str, keys: list[str], after: str) -> None:
    async with editing(before) as (editor, pilot):
        await pilot.press(*keys)
        assert editor.text == after


async def test_read_only_means_read_only() -> None:
    async with editing("    a\n    b", read_only=True) as (editor, pilot):
        await pilot.press("x", "enter", "backspace", "ctrl+l", "tab", "shift+tab", "ctrl+x")
        assert editor.text == "    a\n    b"


async def test_a_text_from_outside_keeps_the_cursor_and_can_be_undone() -> None:
    async with editing("one\ntwo\nthree") as (editor, pilot):
        editor.move_cursor((1, 2))
        editor.take_text("zero\none\ntwo")
        assert editor.text == "zero\none\ntwo"
        assert editor.cursor_location == (1, 2)
        await pilot.press("ctrl+z")
        assert editor.text == "one\ntwo\nthree"


async def test_search_goes_round_both_ways() -> None:
    async with editing("ab\nAB ab\n") as (editor, _):
        editor.move_cursor((0, 0))
        places = []
        directions: list[Direction] = [1, 1, 1, 1, -1, -1]
        for direction in directions:
            found = editor.find("Ab", direction)
            assert found is not None
            places.append((found.place, editor.selection.start))
        assert places == [
            (1, (0, 0)),
            (2, (1, 0)),
            (3, (1, 3)),
            (1, (0, 0)),
            (3, (1, 3)),
            (2, (1, 0)),
        ]
        assert editor.find("a.", 1) is None
        editor.go_to_line(99)
        assert editor.cursor_location == (2, 0)
        editor.go_to_line(0)
        assert editor.cursor_location == (0, 0)


async def test_code_has_colours_that_follow_an_edit() -> None:
    async with editing('x = 1\ny = "s"\n') as (editor, pilot):
        assert _coloured(editor, 0) == {4}
        assert _coloured(editor, 1) == {4, 5, 6}
        editor.selection = Selection((0, 0), (0, 0))
        await pilot.press(*['"'] * 3)
        # All is one text now.
        assert _coloured(editor, 1) == set(range(7))


async def test_what_a_terminal_would_obey_is_not_shown_and_kept() -> None:
    odd = "x = '\x1b[2J\u202e'\n\ty\n"
    async with editing(odd) as (editor, _):
        shown = editor.get_line(0).plain
        assert len(shown) == len("x = '\x1b[2J\u202e'")
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert editor.get_line(1).plain == "\ty"
        assert editor.text == odd


async def test_a_long_file_is_not_coloured() -> None:
    async with editing("x = 1\n" * MOST_COLOURED) as (editor, _):
        assert editor.get_line(0).spans == []


def _coloured(editor: CodeEditor, line: int) -> set[int]:
    """Return the columns of a line that have a colour."""
    spans = editor.get_line(line).spans
    return {column for span in spans for column in range(span.start, span.end)}

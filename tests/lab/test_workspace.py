"""The workspace screen by its keys: checks, steps, search, zoom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ormlab_tui.lab.screens.home import HomeScreen
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.screens.tasks import TasksScreen
from ormlab_tui.lab.widgets.editor import CodeEditor
from tests.lab.driving import LARGE
from tests.lab.small_tasks import OWN_TEST, RIGHT, small_course
from tests.lab.worker import Worker, working


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Worker]:
    """Somebody who has the first task open, at 80x24."""
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as worker:
        await worker.open_work("A")
        yield worker


async def test_a_failed_test_says_what_was_expected_and_is_stepped_through(it: Worker) -> None:
    assert "your own rights" in it.work.results.empty
    await it.check()
    await it.press("escape")
    shown = it.work.results.text()
    assert "✗ By hand  1 of 2 tests" in shown
    assert "✓ test_two" in shown
    assert "✗ test_five  test_double.py" in shown
    assert "expected  10" in shown
    assert "got       7" in shown
    assert "at        test_double.py:9, in test_five" in shown
    # Of a hidden test, what it says and nothing of its source.
    assert "test_nothing  test_more.py  hidden" in shown
    assert "Nothing doubled is nothing." in shown
    assert "secret" not in shown
    entry = it.work.results.entry
    assert entry is not None
    assert entry.test is not None
    assert entry.test.name == "test_five"

    await it.press("g")
    assert "[test_double.py]" in it.text()
    assert it.work.buffer is not None
    assert it.work.buffer.editor.cursor_location[0] == 8

    await it.press("escape", "enter")
    await it.until(lambda: isinstance(it.app.screen, LabScreen), "the lab")
    await it.recorded()
    assert "assert double(5) == 10" in "\n".join(it.recording.sources.values())
    assert "double.py" in it.recording.sources
    await it.press("escape")
    assert it.app.screen is it.work


async def test_a_hidden_test_is_stepped_through_without_its_source(it: Worker) -> None:
    await it.check()
    await it.press("escape", "n")
    assert it.work.results.entry is not None
    assert it.work.results.entry.test is not None
    assert it.work.results.entry.test.hidden
    await it.press("enter")
    await it.until(lambda: isinstance(it.app.screen, LabScreen), "the lab")
    await it.recorded()
    assert "double.py" in it.recording.sources
    assert "secret" not in "\n".join(it.recording.sources.values())


async def test_checks_that_do_not_end_are_stopped(it: Worker) -> None:
    await it.press("ctrl+l")
    await it.paste("def double(number):\n    while number:\n        pass\n")
    await it.press("f5")
    await it.until(lambda: it.work.checking and "▸ test_two" in it.work.results.text(), "a test")
    await it.until(lambda: "f5 Stop" in it.text(), "the key that stops")
    await it.press("f5")
    await it.until(lambda: not it.work.checking, "the end")
    assert "stopped" in it.text()
    (attempt,) = await it.attempts()
    assert attempt.checks == ()


async def test_code_that_is_no_python_says_where(it: Worker) -> None:
    await it.press("ctrl+l")
    await it.paste("def double(number:\n")
    await it.check()
    shown = it.work.results.text()
    assert "SyntaxError" in shown
    assert "at        double.py:1" in shown
    await it.press("escape", "enter")
    assert it.app.screen is it.work


async def test_own_code_is_stepped_through_at_any_time(it: Worker) -> None:
    await it.press("ctrl+l")
    await it.paste(RIGHT + "\n\nprint(double(4))\n")
    await it.press("f8")
    await it.until(lambda: isinstance(it.app.screen, LabScreen), "the lab")
    await it.recorded()
    assert it.recording.end is not None
    assert it.recording.end.stdout == "8\n"
    await it.press("escape")
    assert it.app.screen is it.work
    assert "print(double(4))" in _on_disk(it)

    await it.press("f7")
    assert "[test_mine.py]" in it.text()
    await it.press("ctrl+l")
    await it.paste(OWN_TEST)
    await it.press("f8")
    await it.until(lambda: isinstance(it.app.screen, LabScreen), "the lab")
    await it.recorded()
    ran = {step.function for step in it.recording.steps}
    assert {"test_three", "double"} <= ran


async def test_search_and_lines(it: Worker) -> None:
    await it.press("ctrl+f")
    await it.type("NUMBER")
    await it.hears("'NUMBER': 1 of 2")
    await it.press("ctrl+n")
    await it.hears("'NUMBER': 2 of 2")
    await it.press("ctrl+n")
    await it.hears("'NUMBER': 1 of 2")
    await it.press("ctrl+r")
    await it.hears("'NUMBER': 2 of 2")
    await it.press("ctrl+f")
    await it.type("nowhere")
    await it.hears("'nowhere' is not in double.py.")
    await it.press("ctrl+g")
    await it.type("2")
    assert "double.py:2:5" in it.text()
    await it.press("ctrl+g")
    await it.type("two")
    await it.hears("'two' is no number")


async def test_zoom_and_files_at_both_sizes(tmp_path: Path) -> None:
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, LARGE, course) as it:
        await it.open_work("B")
        assert "[test_mine.py]" in it.text()
        assert "f5 tries test_mine.py" in it.text()
        await it.press("ctrl+t")
        assert "f5 tries test_mine.py" not in it.text()
        await it.press("ctrl+t", "escape", "ctrl+t")
        assert "Write your test here" not in it.text()
        await it.press("escape")
        assert "Write your test here" in it.text()
        await it.press("tab")
        assert isinstance(it.app.screen.focused, CodeEditor)
        await it.press("escape", "escape")
        await it.until(lambda: isinstance(it.app.screen, TasksScreen), "the tasks")
        await it.press("escape")
        await it.until(lambda: isinstance(it.app.screen, HomeScreen), "the course list")


def _on_disk(it: Worker) -> str:
    return (it.folder / "double.py").read_text(encoding="utf-8")

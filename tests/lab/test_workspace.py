"""The workspace screen by its keys: editing, saving, what happens outside, checks and steps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ormlab_tui.lab.screens.decide import Decide
from ormlab_tui.lab.screens.home import HomeScreen
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.screens.tasks import TasksScreen
from ormlab_tui.lab.widgets.editor import CodeEditor
from tests.lab.driving import LARGE, SIZES
from tests.lab.small_tasks import OWN_TEST, RIGHT, WRONG, small_course
from tests.lab.worker import Worker, working


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Worker]:
    """Somebody who has the first task open, at 80x24."""
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as worker:
        await worker.open_work("A")
        yield worker


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_a_failed_test_says_what_was_expected_and_is_stepped_through(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, size, course) as it:
        await it.open_work("A")
        assert "your own rights" in it.text() or "rights" in it.work.results.empty
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


async def test_saving_checks_and_the_mark_says_what_is_unsaved(it: Worker) -> None:
    await it.press("ctrl+l")
    await it.paste(RIGHT)
    assert "[double.py]*" in it.text()
    assert _on_disk(it) == WRONG
    before = it.work.runs_ended
    await it.press("ctrl+s")
    await it.until(lambda: it.work.runs_ended > before, "the checks after saving")
    assert "[double.py]*" not in it.text()
    assert _on_disk(it) == RIGHT
    assert it.work.is_done
    assert "3 of 3 tests passed" in it.text()
    # Done is done, whatever comes.
    await it.press("ctrl+z")
    assert "[double.py]*" in it.text()
    await it.check()
    assert "1 of 3 tests passed" in it.text()
    assert "Task done" in it.text()
    assert _on_disk(it) == WRONG
    (attempt,) = await it.attempts()
    assert [run.passed for run in attempt.checks] == [True, False]
    assert [done.task for done in attempt.tasks_done] == ["A"]


async def test_another_editor_saves_and_it_is_loaded_and_checked(it: Worker) -> None:
    (it.folder / "double.py").write_text(RIGHT, encoding="utf-8")
    await it.until(lambda: it.work.is_done, "the checks of what another editor saved")
    assert it.work.buffer is not None
    assert it.work.buffer.editor.text == RIGHT
    assert not it.work.unsaved
    (it.folder / "helper.py").write_text("", encoding="utf-8")
    await it.until(lambda: "helper.py" in it.text(), "a file made by another editor")


@pytest.mark.parametrize("answer", ["mine", "theirs", None])
async def test_nothing_is_written_over_when_both_changed_a_file(
    it: Worker, answer: str | None
) -> None:
    mine, theirs = RIGHT + "# mine\n", RIGHT + "# theirs\n"
    await it.press("ctrl+l")
    await it.paste(mine)
    before = it.work.runs_ended
    (it.folder / "double.py").write_text(theirs, encoding="utf-8")
    await it.until(lambda: it.work.runs_ended > before, "the checks of what another editor saved")
    assert it.work.buffer is not None
    assert it.work.buffer.editor.text == mine
    await it.press("ctrl+s")
    await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
    if answer is None:
        await it.press("escape")
    else:
        await it.press(*["down"] * ["mine", "theirs"].index(answer), "enter")
    await it.until(lambda: it.app.screen is it.work, "the editor")
    await it.pilot.pause()
    kept = {each.read_text(encoding="utf-8") for each in it.folder.glob("double.py.*-*")}
    if answer == "mine":
        assert _on_disk(it) == mine
        assert kept == {mine, theirs}
        assert not it.work.unsaved
    elif answer == "theirs":
        assert _on_disk(it) == theirs
        assert it.work.buffer.editor.text == theirs
        assert kept == {mine}
        assert not it.work.unsaved
    else:
        assert _on_disk(it) == theirs
        assert it.work.buffer.editor.text == mine
        assert kept == {mine}
        assert it.work.unsaved


async def test_a_test_of_the_exercise_is_read_only_and_laid_anew(it: Worker) -> None:
    await it.press("f7", "f7")
    assert "[test_double.py]read-only" in it.text()
    await it.press("x", "backspace", "enter")
    assert not it.work.unsaved
    laid = it.folder / "test_double.py"
    text = laid.read_text(encoding="utf-8")
    laid.unlink()
    laid.write_text("def test_two():\n    pass\n", encoding="utf-8")
    await it.until(lambda: laid.exists() and laid.read_text(encoding="utf-8") == text, "the test")
    assert [each.name for each in it.folder.glob("test_double.py.changed-*")] != []
    await it.until(lambda: it.work.buffer is not None and it.work.buffer.editor.text == text, "it")


async def test_unsaved_edits_are_asked_about_before_leaving(it: Worker) -> None:
    await it.press("x")
    await it.press("escape", "escape")
    await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
    assert "double.py" in it.text()
    await it.press("escape")
    assert it.app.screen is it.work
    await it.press("ctrl+q")
    await it.until(lambda: isinstance(it.app.screen, Decide), "the question before quitting")
    await it.press("escape")
    await it.until(lambda: it.app.screen is it.work, "the editor")
    assert it.app.is_running
    await it.press("escape")
    await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
    await it.press("down", "enter")
    await it.tasks_shown()
    assert _on_disk(it) == WRONG


async def test_checks_that_do_not_end_are_stopped(it: Worker) -> None:
    await it.press("ctrl+l")
    await it.paste("def double(number):\n    while number:\n        pass\n")
    await it.press("f5")
    await it.until(lambda: it.work.checking and "▸ test_two" in it.work.results.text(), "a test")
    assert "Stop" in it.text()
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


async def test_files_are_made_and_chosen(it: Worker) -> None:
    await it.press("ctrl+o")
    assert "test_double.py  read-only: a test" in it.text()
    await it.press("end", "enter")
    await it.until(lambda: "New file" in it.text(), "the line to fill in")
    await it.type("tools.py")
    await it.until(lambda: "[tools.py]" in it.text(), "the new file")
    await it.press("x", "ctrl+s")
    await it.until(lambda: not it.work.unsaved, "the new file saved")
    assert (it.folder / "tools.py").read_text(encoding="utf-8") == "x"
    for name, said in [("tools.py", "There is a tools.py already"), ("../x.py", "not the name")]:
        await it.press("ctrl+o", "end", "enter")
        await it.until(lambda: "New file" in it.text(), "the line to fill in")
        await it.paste(name)
        await it.press("enter")
        await it.hears(said)
    assert not (it.folder.parent / "x.py").exists()


async def test_a_file_that_would_not_be_given_back_as_it_is_can_only_be_read(it: Worker) -> None:
    odd = b"x = 1\r\ny = 2\nz = '\x1b[31m'\n"
    (it.folder / "odd.py").write_bytes(odd)
    (it.folder / "picture.py").write_bytes(b"\x00\xff")
    await it.until(lambda: "picture.py" in it.text(), "the files")
    await it.press("f7")
    assert "[odd.py]" in it.text()
    assert "\x1b[31m" not in it.text()
    await it.press("x", "f5")
    assert (it.folder / "odd.py").read_bytes() == odd
    await it.press("f7")
    await it.hears("not text")


async def test_an_editor_that_is_not_there_is_named(
    it: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    await it.press("escape", "e")
    await it.hears("no-such-editor")
    monkeypatch.setenv("EDITOR", "true")
    await it.press("f9")
    # A test has no terminal to give away.
    await it.hears("can't be given")


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

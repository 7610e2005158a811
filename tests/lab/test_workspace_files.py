"""The workspace's files by the screen's keys: saved, made, changed outside, never written over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ormlab_tui.lab.screens.decide import Decide
from tests.lab.small_tasks import RIGHT, WRONG, small_course
from tests.lab.worker import Worker, working


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[Worker]:
    """Somebody who has the first task open, at 80x24."""
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as worker:
        await worker.open_work("A")
        yield worker


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


async def test_nothing_is_written_over_when_both_changed_a_file(it: Worker) -> None:
    mine, theirs = RIGHT + "# mine\n", RIGHT + "# theirs\n"
    await it.press("ctrl+l")
    await it.paste(mine)
    await _change_outside(it, theirs)
    assert it.work.buffer is not None
    editor = it.work.buffer.editor
    assert editor.text == mine

    # No answer: nothing is done, but what was to be saved is kept for certain.
    await _save_and_answer(it, "escape")
    assert _on_disk(it) == theirs
    assert editor.text == mine
    assert it.work.unsaved
    assert _kept(it) == {mine}

    await _save_and_answer(it, "enter")
    assert _on_disk(it) == mine
    assert not it.work.unsaved
    assert _kept(it) == {mine, theirs}

    await it.press("x")
    await _change_outside(it, theirs + "# again\n")
    await _save_and_answer(it, "down", "enter")
    assert _on_disk(it) == theirs + "# again\n"
    assert editor.text == theirs + "# again\n"
    assert not it.work.unsaved
    assert _kept(it) == {mine, theirs, mine + "x"}


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


def _on_disk(it: Worker) -> str:
    return (it.folder / "double.py").read_text(encoding="utf-8")


async def _change_outside(it: Worker, text: str) -> None:
    before = it.work.runs_ended
    (it.folder / "double.py").write_text(text, encoding="utf-8")
    await it.until(lambda: it.work.runs_ended > before, "the checks of what another editor saved")


async def _save_and_answer(it: Worker, *keys: str) -> None:
    await it.press("ctrl+s")
    await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
    await it.press(*keys)
    await it.until(lambda: it.app.screen is it.work, "the editor")
    await it.until(lambda: not it.work.is_saving, "the end of saving")


def _kept(it: Worker) -> set[str]:
    return {each.read_text(encoding="utf-8") for each in it.folder.glob("double.py.*-*")}

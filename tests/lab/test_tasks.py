"""The screen with an exercise's tasks: done and open, hints, solution, starting over, debrief."""

from __future__ import annotations

from pathlib import Path

from ormlab_tui.course.task import ChecksTask, QuestionsTask
from ormlab_tui.lab.screens.decide import Decide
from ormlab_tui.lab.screens.explain import ExplainScreen
from ormlab_tui.lab.screens.hints import HintScreen
from ormlab_tui.lab.screens.home import HomeScreen
from ormlab_tui.lab.screens.solution import SolutionScreen
from ormlab_tui.lab.task_words import brief_of
from tests.lab.small_tasks import OWN_TEST, RIGHT, WRONG, small_course
from tests.lab.worker import working


async def test_tasks_in_any_order_to_the_debrief(tmp_path: Path) -> None:
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as it:
        assert "0 of 3 tasks done" in it.text()
        assert "A number is to be doubled." in it.text()
        await it.press("d")
        await it.hears("It opens when all tasks are done.")
        await it.choose("C")
        await it.own_words((exercise.question("why"),))
        await it.tasks_shown()
        assert "1 of 3 tasks done" in it.text()

        await it.open_work("B")
        await it.press("ctrl+l")
        await it.paste(OWN_TEST.replace("== 6", "== 7"))
        await it.check()
        assert "is failed, and it is right" in it.work.results.text()
        await it.press("ctrl+l")
        await it.paste(OWN_TEST)
        await it.check()
        assert "wrong code always-six SURVIVES" in it.work.results.text()
        await it.press("ctrl+l")
        await it.paste(OWN_TEST.replace("3", "4").replace("6", "8"))
        await it.check()
        assert it.work.is_done
        await it.back_to_tasks()
    # Left in the middle: what is done stays done.
    async with working(exercise, tmp_path, course=course) as it:
        assert "2 of 3 tasks done" in it.text()
        await it.open_work("A")
        await it.press("ctrl+l")
        await it.paste(RIGHT)
        await it.check()
        await it.back_to_tasks()
        await it.until(lambda: isinstance(it.app.screen, ExplainScreen), "the debrief")
        assert "Adding is not doubling." in it.text()
        await it.press("escape")
        await it.tasks_shown()
        assert "3 of 3 tasks done" in it.text()
        await it.press("d")
        await it.debriefed()
        await it.press("s")
        assert "return number * 2" in it.text()
        await it.press("escape", "escape")
        await it.until(lambda: isinstance(it.app.screen, HomeScreen), "the course list")
        (attempt,) = await it.attempts()
        assert attempt.ending == "done"
        assert [each.task for each in attempt.tasks_done] == ["C", "B", "A"]
        assert [run.passed for run in attempt.checks] == [False, False, True, True]


async def test_hints_come_one_at_a_time_and_open_the_solution(tmp_path: Path) -> None:
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as it:
        await it.press("s")
        await it.hears("Locked: do all tasks")
        await it.press("h")
        await it.until(lambda: "The first hint." in it.text(), "the first hint")
        await it.press("n")
        await it.until(lambda: "The second hint." in it.text(), "the second hint")
        await it.press("p")
        await it.until(lambda: "The first hint." in it.text(), "the first hint again")
        assert "The second hint." not in it.text()
        await it.press("escape")
        assert "2 of 3 hints" in it.text()
        assert [hint.number for hint in (await it.attempts())[0].hints] == [1, 2]
        await it.press("s")
        await it.hears("Locked: do all tasks")
    async with working(exercise, tmp_path, course=course) as it:
        assert "2 of 3 hints" in it.text()
        await it.open_work("A")
        await it.press("f6")
        await it.until(lambda: "The second hint." in it.text(), "the hint that was taken last")
        await it.press("f6")
        await it.until(lambda: "The third hint." in it.text(), "the third hint")
        await it.press("n")
        assert isinstance(it.app.screen, HintScreen)
        await it.press("escape", "escape", "escape")
        await it.tasks_shown()

        await it.press("s")
        await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
        await it.press("enter")
        await it.tasks_shown()
        assert (await it.attempts())[0].ending is None
        await it.press("s")
        await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
        await it.press("down", "enter")
        await it.until(lambda: isinstance(it.app.screen, SolutionScreen), "the solution")
        assert "return number * 2" in it.text()
        await it.press("down")
        await it.until(lambda: "assert double(3) == 6" in it.text(), "the other file")
        await it.press("escape")
        await it.tasks_shown()
        (attempt,) = await it.attempts()
        assert attempt.ending == "solution shown"
        assert [hint.number for hint in attempt.hints] == [1, 2, 3]


async def test_starting_over_keeps_what_was_written(tmp_path: Path) -> None:
    course, exercise = small_course(tmp_path / "course")
    async with working(exercise, tmp_path, course=course) as it:
        (it.folder / "double.py").write_text(RIGHT, encoding="utf-8")
        folder = it.folder
        await it.press("r")
        await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
        await it.press("enter")
        await it.tasks_shown()
        assert (folder / "double.py").read_text(encoding="utf-8") == RIGHT
        await it.press("r")
        await it.until(lambda: isinstance(it.app.screen, Decide), "the question")
        await it.press("down", "enter")
        await it.until(
            lambda: (
                (folder / "double.py").exists()
                and (folder / "double.py").read_text(encoding="utf-8") == WRONG
            ),
            "the files as they were",
        )
        (kept,) = folder.parent.glob("9.1.before-*")
        assert (kept / "double.py").read_text(encoding="utf-8") == RIGHT


async def test_a_workspace_that_can_not_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    course, exercise = small_course(tmp_path / "course")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "small").write_text("in the way", encoding="utf-8")
    async with working(exercise, tmp_path, course=course, ready=False) as it:
        await it.until(lambda: "Your files can't be laid" in it.text(), "the sentence")
        await it.press("enter")
        await it.hears("The workspace")


def test_the_brief_of_a_task_is_its_section(tmp_path: Path) -> None:
    _, exercise = small_course(tmp_path / "course")
    task = exercise.task("A")
    assert isinstance(task, ChecksTask)
    assert brief_of(exercise, task) == "## A Mend it\n\nMend `double`."
    other = exercise.task("C")
    assert isinstance(other, QuestionsTask)
    assert brief_of(exercise, other) == exercise.brief.strip()

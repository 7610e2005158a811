"""Levels 3, 4 and 5 as a learner works through them: wrong first, then right, to the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.widgets import TextArea

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ChecksTask, MeasureTask, QuestionsTask, ReviewTask
from ormlab_tui.course.variants import SOLUTION, variant_files
from ormlab_tui.folders import data_folder
from ormlab_tui.lab.screens.measure import MeasureScreen
from ormlab_tui.lab.screens.reading import Reading
from ormlab_tui.lab.screens.review import ReviewScreen
from ormlab_tui.lab.widgets.rubric import RubricList
from ormlab_tui.progress import open_progress
from ormlab_tui.recording import open_recording
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES
from tests.lab.test_level_1 import right_mind, wrong_mind
from tests.lab.worker import Worker, working

COURSE = load_course()
EXERCISES = [each for each in COURSE.exercises if each.level in ("3", "4", "5")]
#: What a learner saves before they know better: it passes the task, and fails a later one.
FIRST_TRY = {("3.1", "3a-3c"): "chaffs/count-then-insert"}
#: Measuring takes long, so it is done at one size; at the other it is done already.
MEASURED_AT = "large"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.id)
async def test_wrong_first_then_right(
    recorded_file: FileOf, tmp_path: Path, size: str, exercise: Exercise
) -> None:
    recording = open_recording(recorded_file(exercise.id)).recording
    mind = wrong_mind(recording) if size == "small" else right_mind(recording)
    measured = [task.id for task in exercise.tasks if isinstance(task, MeasureTask)]
    done_before = measured if size != MEASURED_AT else []
    _do_before(exercise, done_before)
    async with working(exercise, tmp_path, SIZES[size]) as it:
        for task in exercise.tasks:
            if isinstance(task, QuestionsTask):
                await it.answer(task, mind)
            elif isinstance(task, ChecksTask):
                await _mend(it, task)
            elif isinstance(task, ReviewTask):
                await _review(it, task)
            elif isinstance(task, MeasureTask) and task.id not in done_before:
                await _measure(it, task)
        await it.debriefed()
        (attempt,) = await it.attempts()
        assert attempt.ending == "done"
        assert {each.task for each in attempt.tasks_done} == {task.id for task in exercise.tasks}
        right = {note.verdict.right for note in attempt.predictions if note.verdict}
        assert right == {size == "large"}


def _do_before(exercise: Exercise, tasks: Iterable[str]) -> None:
    """Note tasks as done in an attempt that is not finished."""
    with open_progress(path=data_folder() / "progress.sqlite").progress as progress:
        attempt = progress.begin_attempt(COURSE.id, exercise.id)
        for task in tasks:
            progress.note_task_done(attempt, task)


async def _mend(it: Worker, task: ChecksTask) -> None:
    """What is there fails; what is saved in another editor passes."""
    await it.open_work(task.id)
    await it.check()
    assert it.work.report is not None
    assert it.work.report.passed is False
    assert not it.work.is_done
    variant = FIRST_TRY.get((it.exercise.id, task.id), SOLUTION)
    starter = it.exercise.starter
    assert starter is not None
    await it.write_outside(
        {
            name: path
            for name, path in variant_files(it.exercise, variant).items()
            if not path.is_relative_to(starter)
        }
    )
    assert (await it.attempts())[-1].checks[-1].passed
    await it.back_to_tasks()


async def _review(it: Worker, task: ReviewTask) -> None:
    """A comment on a line, the review as a whole, then the rubric."""
    await it.choose(task.id)
    await it.until(
        lambda: any(isinstance(each, ReviewScreen) for each in it.app.screen_stack), "the review"
    )
    if isinstance(it.app.screen, Reading):
        await it.press("enter")
    await it.until(
        lambda: isinstance(it.app.screen, ReviewScreen) and it.app.screen.is_mounted, "the diff"
    )
    screen = it.app.screen
    assert "Comment on a line first" in await it.press("ctrl+s")
    await it.press("end", "up", "enter", *"why", "enter")
    assert "Write the review first" in await it.press("ctrl+s")
    await it.press("f6")
    await it.until(lambda: isinstance(screen.focused, TextArea), "the place to write")
    await it.paste("It needs a flush, not a commit.")
    await it.press("ctrl+s")
    await it.until(lambda: isinstance(screen.focused, RubricList), "the rubric")
    await it.press("space", "ctrl+s")
    await it.tasks_shown()
    attempt = (await it.attempts())[-1]
    assert [comment.text for comment in attempt.comments] == ["why"]
    (note,) = [each for each in attempt.explanations[-1:] if each.about == task.id]
    assert [mark.met for mark in note.marks] == [True] + [False] * (len(task.rubric) - 1)


async def _measure(it: Worker, task: MeasureTask) -> None:
    """Nothing measured is not done; then both versions, to the end."""
    await it.choose(task.id)
    await it.until(
        lambda: any(isinstance(each, MeasureScreen) for each in it.app.screen_stack), "the measure"
    )
    if isinstance(it.app.screen, Reading):
        await it.press("enter")
    await it.until(
        lambda: isinstance(it.app.screen, MeasureScreen) and it.app.screen.is_mounted, "the plot"
    )
    screen = it.app.screen
    assert isinstance(screen, MeasureScreen)
    assert "Nothing is measured yet" in await it.press("ctrl+s")
    await it.press("r")
    await it.until(lambda: screen.is_measuring, "the beginning")
    await it.until(lambda: not screen.is_measuring, "the end of measuring")
    await it.press("ctrl+s")
    await it.tasks_shown()
    assert any(run.task == task.id and run.passed for run in (await it.attempts())[-1].checks)

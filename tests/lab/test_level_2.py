"""Levels 2 and 2.5 as a learner works through them: wrong first, then right, to the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import (
    ApproachesTask,
    ChecksTask,
    InstrumentTask,
    OwnTestTask,
    QuestionsTask,
)
from ormlab_tui.course.variants import INSTRUMENTED, SOLUTION, variant_files
from ormlab_tui.folders import data_folder
from ormlab_tui.progress import CheckRun, open_progress
from ormlab_tui.recording import open_recording
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES
from tests.lab.test_level_1 import right_mind, wrong_mind
from tests.lab.worker import Worker, working

COURSE = load_course()
EXERCISES = [each for each in COURSE.exercises if each.level in ("2", "2.5")]
#: Grading a test takes many processes. It is done once; elsewhere the task is done already, by an
#: attempt that was left.
GRADED = ("2.1", "small")
KILLS_NOTHING = "def test_that_anything_passes():\n    assert True\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.id)
async def test_wrong_first_then_right(
    recorded_file: FileOf, tmp_path: Path, size: str, exercise: Exercise
) -> None:
    recording = open_recording(recorded_file(exercise.id)).recording
    mind = wrong_mind(recording) if size == "small" else right_mind(recording)
    own_tests = [task.id for task in exercise.tasks if isinstance(task, OwnTestTask)]
    done_before = [] if (exercise.id, size) == GRADED else own_tests
    _do_before(exercise, done_before)
    async with working(exercise, tmp_path, SIZES[size]) as it:
        assert f"{len(done_before)} of {len(exercise.tasks)} tasks done" in it.text()
        for task in exercise.tasks:
            if isinstance(task, QuestionsTask):
                await it.answer(task, mind)
            elif isinstance(task, InstrumentTask):
                await _instrument(it, task)
            elif isinstance(task, ChecksTask):
                await _mend(it, task)
            elif isinstance(task, ApproachesTask):
                await _try_ways(it, task)
            elif isinstance(task, OwnTestTask) and task.id not in done_before:
                await _write_test(it, task)
        await it.debriefed()
        assert "done" in it.text()
        (attempt,) = await it.attempts()
        assert attempt.ending == "done"
        assert {each.task for each in attempt.tasks_done} == {task.id for task in exercise.tasks}
        assert len(attempt.tasks_done) == len(exercise.tasks)
        right = {note.verdict.right for note in attempt.predictions if note.verdict}
        assert right == {size == "large"}
        texts = [question.id for question in exercise.questions if question.kind == "text"]
        assert {note.about for note in attempt.explanations} == set(texts)


def _do_before(exercise: Exercise, tasks: Iterable[str]) -> None:
    """Note tasks as done in an attempt that is not finished."""
    with open_progress(path=data_folder() / "progress.sqlite").progress as progress:
        attempt = progress.begin_attempt(COURSE.id, exercise.id)
        for task in tasks:
            progress.note_task_done(attempt, task)


async def _instrument(it: Worker, task: InstrumentTask) -> None:
    """The starter shows nothing; what the course instruments shows all."""
    await it.open_work(task.id)
    await it.check()
    assert it.work.report is not None
    assert it.work.report.passed is False
    assert not it.work.is_done
    variant = INSTRUMENTED if it.exercise.instrumented is not None else SOLUTION
    source = variant_files(it.exercise, variant)[task.file]
    await it.press("ctrl+l")
    await it.paste(source.read_text(encoding="utf-8"))
    await it.check()
    assert it.work.is_done, it.text()
    assert (it.folder / task.file).read_bytes() == source.read_bytes()
    await it.back_to_tasks()


async def _mend(it: Worker, task: ChecksTask) -> None:
    """The starter fails what it is to fail; the solution, saved elsewhere, nothing."""
    await it.open_work(task.id)
    await it.check()
    run = (await it.attempts())[-1].checks[-1]
    assert _failed(run) == _declared(task.fails, run)
    assert not run.passed
    await it.write_outside(_solution(it.exercise))
    await it.back_to_tasks()
    assert (await it.attempts())[-1].checks[-1].passed


async def _try_ways(it: Worker, task: ApproachesTask) -> None:
    """The starter goes no way that is sound; the solution goes two."""
    await it.open_work(task.id)
    await it.check()
    assert "0 of 2 ways found" in it.text()
    await it.write_outside(_solution(it.exercise))
    found = (await it.attempts())[-1].checks[-1]
    assert found.passed
    assert {each.outcome for each in found.results} == {"refresh", "plain-data", "passed"}
    await it.back_to_tasks()


async def _write_test(it: Worker, task: OwnTestTask) -> None:
    """No test, then one that lets all pass, then one that tells right from wrong."""
    await it.open_work(task.id)
    await it.check()
    assert "Not a test yet" in it.text()
    await it.press("ctrl+l")
    await it.paste(KILLS_NOTHING)
    await it.press("f5")
    await it.until(lambda: "the code as it was SURVIVES" in it.text(), "a survivor")
    before = it.work.runs_ended
    await it.press("f5")
    await it.until(lambda: it.work.runs_ended > before, "the end of the checks")
    await it.hears("stopped")
    assert not it.work.is_done
    await it.write_outside({task.file: variant_files(it.exercise, SOLUTION)[task.file]})
    await it.back_to_tasks()


def _solution(exercise: Exercise) -> dict[str, Path]:
    assert exercise.solution is not None
    own = {task.file for task in exercise.tasks if isinstance(task, OwnTestTask)}
    return {
        name: path
        for name, path in variant_files(exercise, SOLUTION).items()
        if path.is_relative_to(exercise.solution) and name not in own
    }


def _failed(run: CheckRun) -> set[str]:
    return {each.name for each in run.results if each.outcome != "passed"}


def _declared(fails: list[str], run: CheckRun) -> set[str]:
    """Return the tests of a run that the course says fail."""
    nodes = [node.rpartition("/")[2] for node in fails]
    return {
        each.name
        for each in run.results
        if any(each.name == node or each.name.startswith(f"{node}::") for node in nodes)
    }

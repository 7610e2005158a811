"""The course list: what it shows, what it opens, and going on where one was."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from ormlab_tui.course.load import load_course, own_folder
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.home_lines import CourseLines
from ormlab_tui.lab.screens.home import ExerciseList, HomeScreen
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.screens.predict import PredictScreen
from ormlab_tui.lab.screens.predicted_lab import PredictedLab
from ormlab_tui.lab.widgets.truth import Truth
from ormlab_tui.recording import open_recording
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES, SMALL
from tests.lab.learner import Learner, learning
from tests.lab.test_level_1 import right_mind

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


@each_size
async def test_every_exercise_and_every_belief_is_listed(size: tuple[int, int]) -> None:
    course = load_course()
    app = LabApp()
    async with app.run_test(size=size) as pilot:
        it = Learner(pilot, app)
        await it.until(lambda: "0 of" in it.text(), "the list")
        lists = "\n".join(each.text() for each in app.screen.query("LineList"))  # type: ignore[attr-defined]
        for exercise in course.exercises:
            assert exercise.title in lists
        for misconception in course.misconceptions:
            assert misconception.belief in lists
        assert len(course.misconceptions) == 7
        await it.press("end", "home", "down", "up", "tab", "end")
        assert "Nothing is begun" in await it.press("r")
        # Down leads from exercise to exercise, over headings and gaps, and stays at the last.
        await it.press("shift+tab", "home", "down")
        listed = app.screen.query_one(ExerciseList)
        seen = []
        for _ in range(len(course.exercises) + 2):
            lines = listed.lines
            assert isinstance(lines, CourseLines)
            assert listed.highlighted is not None
            found = lines.exercise_at(listed.highlighted)
            assert found is not None
            seen.append(found[1].id)
            await it.press("down")
        assert list(dict.fromkeys(seen)) == [exercise.id for exercise in course.exercises]
        await it.press("up")


@each_size
async def test_a_script_and_a_recording_are_opened_from_the_list(
    recorded_file: FileOf, tmp_path: Path, size: tuple[int, int]
) -> None:
    script = tmp_path / "mine.py"
    script.write_text("print('mine')\n")
    app = LabApp()
    async with app.run_test(size=size) as pilot:
        it = Learner(pilot, app)
        for path in (script, recorded_file("1.1")):
            await it.until(lambda: isinstance(app.screen, HomeScreen), "the list")
            await it.press("s")
            await it.paste(str(path))
            await it.press("enter")
            await it.until(lambda: isinstance(app.screen, LabScreen), "the lab")
            await it.recorded()
            assert path.name in it.text()
            await it.press("escape")


async def test_a_course_that_is_named_is_listed_first_and_its_faults_are_told(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "other"
    copytree(own_folder(), folder)
    (folder / "1.2-phantom-row" / "exercise.toml").write_text("id = [bold]")
    app = LabApp(course=folder)
    async with app.run_test(size=(120, 60)) as pilot:
        it = Learner(pilot, app)
        await it.until(lambda: "Courses" in it.text(), "the list")
        listed = app.screen.query_one("#home-exercises").text()  # type: ignore[attr-defined]
        assert listed.count("The Invisible Link") == 2
        assert listed.count("The Phantom Row") == 1
        assert "1.2-phantom-row/exercise.toml" in listed


async def test_an_exercise_goes_on_at_the_question_and_at_the_step_where_it_was_left(
    recorded_file: FileOf, tmp_path: Path
) -> None:
    exercise = load_course().exercise("1.1")
    mind = right_mind(open_recording(recorded_file("1.1")).recording)
    questions = exercise.predictions
    async with learning(exercise, SMALL, tmp_path) as it:
        await it.begin()
        await it.predict(questions[:2], mind, of=len(questions))
        await it.press("escape")
        await it.until(lambda: isinstance(it.app.screen, HomeScreen), "the list")
        await it.until(lambda: "begun" in it.text(), "the standing")
        await it.press("r")
        await it.until(lambda: isinstance(it.app.screen, PredictScreen), "the questions")
        await it.predict(questions[2:], mind, of=len(questions), first=3)
        await it.press("G", "enter", "G")
        step = it.step
        met = {name for name in (await it.met()) if name}
        assert step > 0
        assert met
        await it.press("escape")
        await it.until(lambda: isinstance(it.app.screen, HomeScreen), "the list")
    async with learning(exercise, SMALL, tmp_path) as it:
        await it.until(lambda: isinstance(it.app.screen, PredictedLab), "the lab")
        await it.recorded()
        assert it.step == step
        assert it.app.screen.query_one(Truth).shown is None
        assert await it.met() == met

"""A new exercise's skeleton: sound as it stands, and each place to be filled in is named."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from ormlab_tui.author.check import check_course
from ormlab_tui.author.new_exercise import new_exercise
from ormlab_tui.author_command import KINDS
from ormlab_tui.course import CourseError, load_course
from ormlab_tui.course.model import ExerciseKind

UNFINISHED = "is still to be filled in"


def test_the_kinds_that_are_offered_are_those_there_are() -> None:
    assert get_args(ExerciseKind) == KINDS


def test_a_course_is_begun_where_there_is_none(tmp_path: Path) -> None:
    laid = new_exercise(tmp_path / "course", "2.5a", "Search & filter!", "predict")
    assert laid == tmp_path / "course" / "2.5a-search-filter"
    course = load_course(tmp_path / "course")
    assert course.problems == ()
    exercise = course.exercise("2.5a")
    assert (exercise.title, exercise.level, exercise.kind) == ("Search & filter!", "2", "predict")


def test_a_new_exercise_comes_last_and_into_the_level_that_its_number_begins_with(
    course: Path,
) -> None:
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(f'{text}\n[[levels]]\nid = "2.5"\ntitle = "More"\n')
    new_exercise(course, "2.5a", 'A "title" \\ with signs', "design")
    new_exercise(course, "4.1", "Beyond", "measure")
    loaded = load_course(course)
    assert loaded.problems == ()
    assert [each.id for each in loaded.exercises] == ["1.1", "2.1", "2.2", "2.5a", "4.1"]
    assert loaded.exercise("2.5a").level == "2.5"
    assert loaded.exercise("2.5a").title == 'A "title" \\ with signs'
    assert [level.id for level in loaded.levels] == ["1", "2", "2.5", "4"]


@pytest.mark.parametrize("kind", ["predict", "repair", "measure", "review"])
def test_a_skeleton_has_nothing_wrong_but_what_is_to_be_filled_in(
    tmp_path: Path, problems: Callable[[str | None], list[str]], course: Path, kind: ExerciseKind
) -> None:
    laid = new_exercise(course, "1.9", "New", kind)
    named = {problem.split(":")[0] for problem in problems("1.9")}
    assert all(problem.endswith(UNFINISHED) for problem in problems("1.9"))
    unfinished = [
        path for path in laid.rglob("*") if path.is_file() and "FILL IN" in path.read_text()
    ]
    assert named == {str(path.relative_to(course)) for path in unfinished}
    assert len(named) >= 6


def test_a_new_course_says_what_is_to_be_filled_in(tmp_path: Path) -> None:
    new_exercise(tmp_path, "1.1", "First", "predict")
    first = next(check_course(tmp_path))
    assert first.problems == (f"course.toml:1: {UNFINISHED}",)


@pytest.mark.parametrize(
    "order", ['order = ["1.1-thing"]', 'order = [\n  "1.1-thing",  # first\n]']
)
def test_the_order_is_added_to_however_it_is_laid_out(course: Path, order: str) -> None:
    text = (course / "course.toml").read_text()
    old = text[text.index("order") : text.index("]") + 1]
    (course / "course.toml").write_text(text.replace(old, order))
    new_exercise(course, "1.2", "Next", "predict")
    written = (course / "course.toml").read_text()
    assert tomllib.loads(written)["order"][-1] == "1.2-next"
    assert ("# first" in written) == ("# first" in order)


REFUSALS = {
    "an id that is no number": ("one", "Title", "'one' is no number of an exercise"),
    "an id that is there": ("1.1", "Title", "has an exercise 1.1 already"),
    "no title": ("1.2", "  ", "a title has 1 to 100 characters"),
    "a title that controls the terminal": ("1.2", "a\x1b[31m", "characters that can be printed"),
    "a folder that is there": ("1.3", "There", "1.3-there is there already"),
}


@pytest.mark.parametrize(("exercise_id", "title", "words"), REFUSALS.values(), ids=REFUSALS)
def test_what_can_not_be_laid_is_refused_and_changes_nothing(
    course: Path, exercise_id: str, title: str, words: str
) -> None:
    (course / "1.3-there").mkdir()
    before = sorted(course.rglob("*")), (course / "course.toml").read_text()
    with pytest.raises(CourseError, match=words):
        new_exercise(course, exercise_id, title, "predict")
    assert (sorted(course.rglob("*")), (course / "course.toml").read_text()) == before


def test_an_order_that_can_not_be_added_to_is_refused_and_changes_nothing(course: Path) -> None:
    text = (course / "course.toml").read_text()
    (course / "course.toml").write_text(text.replace('"2.2-test"]', '"2.2-test" # last\n]'))
    with pytest.raises(CourseError, match=r"course\.toml: field 'order': write it as a list"):
        new_exercise(course, "1.2", "Next", "predict")
    assert not (course / "1.2-next").exists()


def test_a_folder_with_something_else_in_it_is_no_course_to_be_begun(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(CourseError, match=r"course\.toml: can't be read"):
        new_exercise(tmp_path, "1.1", "First", "predict")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

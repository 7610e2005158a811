"""A course folder is loaded whole, and what is wrong in it is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ormlab_tui.course import CourseError, load_course

EXERCISE = """\
id = "1.1"
level = "1"
title = "First"
kind = "predict"
misconceptions = ["one-belief"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound course of two exercises."""
    (tmp_path / "course.toml").write_text(
        'title = "A course"\n'
        'order = ["1.2-second", "1.1-first"]\n'
        "[[levels]]\n"
        'id = "1"\n'
        'title = "Beginnings"\n'
    )
    (tmp_path / "misconceptions.toml").write_text(
        '[[misconceptions]]\nid = "one-belief"\nbelief = "It is so."\nreality = "It is not."\n'
    )
    write_exercise(tmp_path / "1.1-first", EXERCISE)
    write_exercise(
        tmp_path / "1.2-second",
        'id = "1.2"\nlevel = "1"\ntitle = "Second"\nkind = "predict"\n[limits]\nmax_steps = 50\n',
    )
    return tmp_path


def write_exercise(folder: Path, toml: str) -> None:
    folder.mkdir()
    (folder / "exercise.toml").write_text(toml)
    (folder / "brief.md").write_text("# What it is about\n")
    (folder / "script.py").write_text("print('hello')\n")


def test_exercises_come_in_the_order_of_the_course(folder: Path) -> None:
    course = load_course(folder)
    assert [exercise.id for exercise in course.exercises] == ["1.2", "1.1"]
    assert course.title == "A course"
    assert course.problems == ()


def test_an_exercise_carries_what_its_folder_says(folder: Path) -> None:
    exercise = load_course(folder).exercise("1.1")
    assert exercise.title == "First"
    assert exercise.brief == "# What it is about\n"
    assert exercise.script is not None
    assert exercise.script.read_text() == "print('hello')\n"
    assert exercise.misconceptions == ("one-belief",)
    assert exercise.limits.max_steps is None


def test_limits_of_an_exercise_are_its_own(folder: Path) -> None:
    assert load_course(folder).exercise("1.2").limits.max_steps == 50


def test_an_unknown_exercise_is_refused_with_the_ids_there_are(folder: Path) -> None:
    with pytest.raises(
        CourseError, match=r"^there is no exercise 7\.7: the course has 1\.2, 1\.1$"
    ):
        load_course(folder).exercise("7.7")


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


BROKEN_EXERCISES = {
    "a title that is a number": (replaced('"First"', "3"), "field 'title': Expected `str`"),
    "no title": (replaced('title = "First"\n', ""), "missing required field `title`"),
    "a field nobody knows": (lambda text: text + "hints = 3\n", "unknown field `hints`"),
    "a level as a number": (replaced('level = "1"', "level = 1"), "field 'level': Expected `str`"),
    "a level the course has not": (replaced('level = "1"', 'level = "9"'), "field 'level'"),
    "a misconception nobody has": (replaced("one-belief", "other"), "field 'misconceptions'"),
    "an id taken already": (replaced('"1.1"', '"1.2"'), "field 'id': 1.2-second has the id 1.2"),
    "an id that is no number": (replaced('"1.1"', '"first"'), "field 'id'"),
    "a limit of nothing": (
        lambda text: text + "[limits]\nmax_seconds = 0\n",
        "field 'limits.max_seconds'",
    ),
    "broken TOML": (lambda text: text + "= what\n", "not valid TOML"),
}


@pytest.mark.parametrize(("change", "words"), BROKEN_EXERCISES.values(), ids=BROKEN_EXERCISES)
def test_a_broken_exercise_is_reported_and_the_rest_still_loads(
    folder: Path, change: Callable[[str], str], words: str
) -> None:
    path = folder / "1.1-first" / "exercise.toml"
    path.write_text(change(path.read_text()))
    course = load_course(folder)
    assert [exercise.id for exercise in course.exercises] == ["1.2"]
    (problem,) = course.problems
    assert problem.startswith("1.1-first/exercise.toml:")
    assert words in problem
    assert "\n" not in problem


def test_a_broken_exercise_that_is_asked_for_says_what_is_wrong_with_it(folder: Path) -> None:
    (folder / "1.1-first" / "brief.md").unlink()
    with pytest.raises(CourseError, match=r"not loaded: 1\.1-first/brief\.md: can't be read"):
        load_course(folder).exercise("1.1")


@pytest.mark.parametrize("name", ["brief.md", "script.py"])
def test_a_file_that_leads_out_of_the_course_is_refused(
    folder: Path, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / name
    outside.write_text("secret")
    (folder / "1.1-first" / name).unlink()
    (folder / "1.1-first" / name).symlink_to(outside)
    assert load_course(folder).problems == (f"1.1-first/{name}: leads out of the course's folder",)


@pytest.mark.parametrize("name", ["../elsewhere", "..", ".", "1.1-first/../1.1-first", "/tmp"])
def test_an_order_that_leads_out_of_the_course_is_refused(folder: Path, name: str) -> None:
    path = folder / "course.toml"
    path.write_text(path.read_text().replace("1.1-first", name))
    course = load_course(folder)
    assert [exercise.id for exercise in course.exercises] == ["1.2"]
    assert f"course.toml:2: field 'order[1]': {name!r} is not the name of a folder here" in (
        course.problems
    )


def test_an_exercise_missing_from_the_order_is_reported(folder: Path) -> None:
    write_exercise(folder / "1.3-third", EXERCISE.replace("1.1", "1.3"))
    assert load_course(folder).problems == (
        "course.toml:2: field 'order': the folder 1.3-third is not in it",
    )


def test_a_file_that_is_no_text_is_reported(folder: Path) -> None:
    (folder / "1.1-first" / "brief.md").write_bytes(b"\xff\xfe")
    assert load_course(folder).problems == ("1.1-first/brief.md: is not UTF-8 text",)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("course.toml", 'title = "x"\nlevels = []\n', "missing required field `order`"),
        ("course.toml", 'title = "x"\nlevels = []\norder = []\n', "field 'order'"),
        ("course.toml", 'title = "x"\nlevels = []\norder = ["a", "a"]\n', "a is there twice"),
        (
            "course.toml",
            'title = "x"\norder = ["a"]\n[[levels]]\nid = 1\ntitle = "y"\n',
            r"field 'levels\[0\].id': Expected `str`",
        ),
        ("misconceptions.toml", '[[misconceptions]]\nid = "A b"\n', "misconceptions"),
        ("misconceptions.toml", "", "is empty"),
    ],
)
def test_a_course_without_sound_files_of_its_own_is_refused(
    folder: Path, name: str, text: str, words: str
) -> None:
    (folder / name).write_text(text)
    with pytest.raises(CourseError, match=words) as refused:
        load_course(folder)
    assert str(refused.value).startswith(f"{name}:")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is not a folder with a course in it"):
        load_course(tmp_path / "nowhere")

"""Courses are found in the package, where one is named, and in the user's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.course import CourseError
from ormlab_tui.course.discover import courses_folder, discover_courses
from ormlab_tui.course.load import own_folder
from tests.course.small_course import small_course


def test_the_package_s_own_course_is_always_there(tmp_path: Path) -> None:
    courses = discover_courses(users=tmp_path / "nowhere")
    assert [course.folder for course in courses.courses] == [own_folder()]
    assert courses.problems == ()


def test_a_course_that_is_named_comes_first_and_the_user_s_come_last(tmp_path: Path) -> None:
    named = small_course(tmp_path / "named")
    users = tmp_path / "users"
    mine = small_course(users)
    courses = discover_courses(named, users)
    assert [course.folder for course in courses.courses] == [named, own_folder(), mine]


def test_courses_with_the_same_id_are_told_apart(tmp_path: Path) -> None:
    named = small_course(tmp_path / "named")
    courses = discover_courses(named, small_course(tmp_path / "users").parent)
    ids = [course.id for course in courses.courses]
    assert (ids[0], ids[2]) == ("a-course", "a-course-2")
    assert courses.course("a-course-2").exercise("1.1").title == "Thing"
    with pytest.raises(CourseError, match="there is no course b-course: there are a-course, "):
        courses.course("b-course")


def test_a_course_that_is_named_and_the_user_s_is_there_once(tmp_path: Path) -> None:
    mine = small_course(tmp_path)
    courses = discover_courses(mine, tmp_path)
    assert [course.folder for course in courses.courses] == [mine, own_folder()]


def test_a_broken_course_is_a_problem_and_the_others_are_there(tmp_path: Path) -> None:
    mine = small_course(tmp_path)
    broken = small_course(tmp_path / "another")
    broken.rename(tmp_path / "b-course")
    (tmp_path / "b-course" / "course.toml").write_text("title = 3\n")
    (tmp_path / "no-course").mkdir()
    courses = discover_courses(users=tmp_path)
    assert [course.folder for course in courses.courses] == [own_folder(), mine]
    (problem,) = courses.problems
    assert problem.startswith(f"the course in {tmp_path / 'b-course'} can't be used: course.toml:1")


def test_a_broken_course_that_is_named_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is not a folder with a course in it"):
        discover_courses(tmp_path / "nowhere", tmp_path)


def test_the_user_s_courses_lie_among_the_user_s_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORMLAB_DATA_DIR", "/somewhere")
    assert courses_folder() == Path("/somewhere/courses")

"""Which courses there are: the package's own, one that was named, and the user's."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ormlab_tui.course.load import load_course, own_folder
from ormlab_tui.course.model import Course, CourseError
from ormlab_tui.folders import data_folder


class Courses(msgspec.Struct, frozen=True):
    """The courses, in the order in which they are listed, and what could not be loaded at all."""

    courses: tuple[Course, ...]
    problems: tuple[str, ...]

    def course(self, course_id: str) -> Course:
        """Return the course with this id. Raises CourseError, naming the ids there are."""
        for course in self.courses:
            if course.id == course_id:
                return course
        ids = ", ".join(course.id for course in self.courses) or "none"
        raise CourseError(f"there is no course {course_id}: there are {ids}")


def courses_folder() -> Path:
    """Return the folder whose folders are the user's courses. It need not be there."""
    return data_folder() / "courses"


def discover_courses(named: Path | None = None, users: Path | None = None) -> Courses:
    """Return the courses: `named` (if any), then the package's own, then those in `users`.

    `users` is `courses_folder()` by default. Exercises of two courses are listed apart, also
    where their ids are equal, and so are their attempts: a course whose own id is taken by
    another one is told from it by a number behind the id. What can't be loaded is a problem
    and the rest is there; but a course that was named raises CourseError if it can't be used.
    """
    users = courses_folder() if users is None else users
    courses: list[Course] = []
    problems: list[str] = []
    if named is not None:
        courses.append(load_course(named))
    seen = {course.folder.resolve() for course in courses}
    for folder in (own_folder(), *_folders_in(users)):
        if folder.resolve() in seen:
            continue
        seen.add(folder.resolve())
        try:
            course = load_course(folder)
        except CourseError as error:
            problems.append(f"the course in {folder} can't be used: {error}")
        else:
            courses.append(_told_apart(course, {each.id for each in courses}))
    return Courses(tuple(courses), tuple(problems))


def _told_apart(course: Course, taken: set[str]) -> Course:
    course_id = course.id
    number = 2
    while course_id in taken:
        course_id = f"{course.id}-{number}"
        number += 1
    return msgspec.structs.replace(course, id=course_id)


def _folders_in(users: Path) -> list[Path]:
    try:
        return sorted(path for path in users.iterdir() if (path / "course.toml").is_file())
    except OSError:
        return []

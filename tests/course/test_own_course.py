"""The course that comes with ORMLab: complete and sound. `ormlab author check` proves the rest."""

from __future__ import annotations

from ormlab_tui.course import load_course


def test_the_course_has_no_problems() -> None:
    course = load_course()
    assert course.problems == ()
    assert len(course.misconceptions) == 7

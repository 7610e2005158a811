"""The course that comes with ORMLab: complete, sound, and its scripts do what they set out to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ormlab_tui.course import load_course

LAST_LINES = {
    "1.1": "the customer pays 100",
    "1.2": "a new session counts 0",
    "1.3": "  AuditEntry 1 INFO True",
    "1.4": "users: ['alice']",
}


def test_the_course_has_no_problems() -> None:
    course = load_course()
    assert course.problems == ()
    assert [exercise.id for exercise in course.exercises] == list(LAST_LINES)
    assert len(course.misconceptions) == 7


@pytest.mark.parametrize("exercise_id", LAST_LINES)
def test_each_script_runs_to_its_last_line_twice_alike(exercise_id: str) -> None:
    script = load_course().exercise(exercise_id).script
    first, second = (
        subprocess.run(
            [sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=60
        )
        for _ in range(2)
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[-1] == LAST_LINES[exercise_id]
    assert first.stdout == second.stdout


@pytest.mark.parametrize("exercise_id", LAST_LINES)
def test_each_exercise_names_the_misconception_behind_it(exercise_id: str) -> None:
    course = load_course()
    assert course.exercise(exercise_id).misconceptions

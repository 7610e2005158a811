"""The exercises: what a course folder holds, loaded and checked."""

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import (
    Course,
    CourseError,
    Exercise,
    Level,
    Limits,
    Misconception,
)

__all__ = [
    "Course",
    "CourseError",
    "Exercise",
    "Level",
    "Limits",
    "Misconception",
    "load_course",
]

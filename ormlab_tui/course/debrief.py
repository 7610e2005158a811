"""A debrief's text with the facts of a recording in it."""

from __future__ import annotations

import re
from typing import Final

from ormlab_tui.course.grade import fact_of
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.course.model import CourseError, Exercise
from ormlab_tui.recording import Recording

_FACT: Final = re.compile(r"\{\{\s*answer:\s*([^\s{}]*)\s*\}\}")


def fill_answers(markdown: str, exercise: Exercise, recording: Recording) -> str:
    """Return the text with each ``{{ answer:QUESTION-ID }}`` as the recording answers it.

    An answer stands there as it is, as inline code is written around it by the text. Where the
    recording has none, as when the learner changed the script, an ellipsis stands for it.
    """

    def fact(match: re.Match[str]) -> str:
        try:
            return fact_of(exercise.question(match[1]), recording).text
        except (QueryError, CourseError):
            return "…"

    return _FACT.sub(fact, markdown)


def facts_named(markdown: str) -> list[str]:
    """Return the ids of the questions whose answers the text has in it."""
    return _FACT.findall(markdown)

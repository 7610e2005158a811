"""What progress hands out: plain data, the same from whatever database it comes.

All times are UTC and aware.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from ormlab_tui.course.question import Confidence, Given

#: How an attempt ended: everything done, the solution looked at before that, or given up.
Ending: TypeAlias = Literal["done", "solution shown", "left"]
#: How an exercise stands. A confident wrong answer brings a done one back after a week.
StandingState: TypeAlias = Literal["new", "begun", "done", "due again"]


class ProgressError(Exception):
    """Progress that can't be had or kept; one sentence says why."""


class Verdict(msgspec.Struct, frozen=True):
    """What became of a prediction: the fact, and the belief that a wrong answer told.

    `about` are all the beliefs that the question is about.
    """

    right: bool
    fact: Given | None
    misconception: str | None
    about: tuple[str, ...]
    at: datetime


class Predicted(msgspec.Struct, frozen=True):
    """A prediction; `task` is None for what is asked before anything runs."""

    question: str
    given: Given
    confidence: Confidence
    task: str | None
    at: datetime
    verdict: Verdict | None


class HintTaken(msgspec.Struct, frozen=True):
    """A hint that was opened, 1 the first."""

    number: int
    at: datetime


class CheckResult(msgspec.Struct, frozen=True):
    """One test of a run of the checks: what it is called, how it ended, what it said."""

    name: str
    outcome: str
    said: str = ""


class CheckRun(msgspec.Struct, frozen=True):
    """A run of a task's checks, its results in the order in which they came."""

    task: str | None
    passed: bool
    results: tuple[CheckResult, ...]
    at: datetime


class Mark(msgspec.Struct, frozen=True):
    """A point of a rubric, and whether the learner found it in their own words."""

    point: str
    met: bool


class Explanation(msgspec.Struct, frozen=True):
    """What the learner wrote about a question or a task, and how they marked it.

    It is noted again when it is marked, so the last one about the same thing is the one that
    holds.
    """

    about: str
    text: str
    marks: tuple[Mark, ...]
    at: datetime


class ReviewComment(msgspec.Struct, frozen=True):
    """A comment on a line of a task's diff; the last on a line holds, and an empty one is none."""

    task: str
    line: int
    text: str
    at: datetime


class TaskDone(msgspec.Struct, frozen=True):
    """A task that was done, which stays so in its attempt."""

    task: str
    at: datetime


class Attempt(msgspec.Struct, frozen=True):
    """One attempt at an exercise, whole. `counts` is False once the exercise was begun anew."""

    id: str
    course: str
    exercise: str
    begun: datetime
    finished: datetime | None
    ending: Ending | None
    counts: bool
    predictions: tuple[Predicted, ...]
    hints: tuple[HintTaken, ...]
    checks: tuple[CheckRun, ...]
    explanations: tuple[Explanation, ...]
    comments: tuple[ReviewComment, ...]
    tasks_done: tuple[TaskDone, ...]


class Standing(msgspec.Struct, frozen=True):
    """How an exercise stands.

    `due` is when it comes back, or came, because of the wrong answers to `due_questions`.
    """

    course: str
    exercise: str
    state: StandingState = "new"
    attempts: int = 0
    begun: datetime | None = None
    done: datetime | None = None
    due: datetime | None = None
    due_questions: tuple[str, ...] = ()


class BeliefStanding(msgspec.Struct, frozen=True):
    """How the learner stands on a misconception, over all attempts.

    `right` answers to questions about it; `wrong` ones that told it, `wrong_and_sure` of them
    more than a guess. `held` is whether the last of them was a wrong one.
    """

    misconception: str
    right: int = 0
    wrong: int = 0
    wrong_and_sure: int = 0
    held: bool = False
    last: datetime | None = None


class ResumePoint(msgspec.Struct, frozen=True):
    """Where the learner was: the attempt, the task and the step of the recording."""

    course: str
    exercise: str
    attempt: str | None = None
    task: str | None = None
    step: int | None = None
    at: datetime | None = None


class Begun(NamedTuple):
    """An attempt without its notes, for standings."""

    course: str
    exercise: str
    begun: datetime
    finished: datetime | None
    ending: str | None


class Answer(NamedTuple):
    """An answer whose fact is known, for standings; `sure` is more than a guess."""

    course: str
    exercise: str
    attempt: int
    counts: bool
    question: str
    sure: bool
    right: bool
    misconception: str | None
    about: tuple[str, ...]
    at: datetime

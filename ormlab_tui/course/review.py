"""What comes back, and how a learner stands on a misconception: told from graded answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from ormlab_tui.course.grade import Outcome, Verdict
from ormlab_tui.course.question import Confidence

#: After how long a confident wrong answer is asked for again.
COMES_BACK_AFTER: Final = timedelta(days=7)
#: So many answers in a row that were no guesses, and the belief counts as overcome.
_OVERCOME_AFTER: Final = 2

Standing = Literal["not met", "held", "shaken", "overcome"]


class Attempt(msgspec.Struct, frozen=True):
    """One graded answer: to which question of which exercise, how sure, how it fared, when."""

    exercise: str
    question: str
    confidence: Confidence
    outcome: Outcome
    when: datetime


class Due(msgspec.Struct, frozen=True):
    """A question that comes back, and since when it has been due."""

    exercise: str
    question: str
    since: datetime


class Sighting(msgspec.Struct, frozen=True):
    """One graded answer that told a belief: `held` if the answer was the belief's."""

    misconception: str
    held: bool
    confidence: Confidence


def due(attempts: Iterable[Attempt], now: datetime) -> list[Due]:
    """Return the questions that come back by `now`, the longest due first.

    A wrong or partly right answer that was no guess is owed another one, a week later. The debt
    is paid by a right answer, and begins anew with a wrong one. `attempts` may come in any
    order; those of one question count by their time.
    """
    last: dict[tuple[str, str], tuple[Attempt, bool]] = {}
    for attempt in sorted(attempts, key=lambda each: each.when):
        question = (attempt.exercise, attempt.question)
        owed = last[question][1] if question in last else False
        if attempt.outcome == "right":
            owed = False
        elif attempt.confidence != "guess":
            owed = True
        last[question] = (attempt, owed)
    found = [
        Due(attempt.exercise, attempt.question, attempt.when + COMES_BACK_AFTER)
        for attempt, owed in last.values()
        if owed and attempt.when + COMES_BACK_AFTER <= now
    ]
    return sorted(found, key=lambda each: (each.since, each.exercise, each.question))


def sightings_of(verdict: Verdict, confidence: Confidence) -> list[Sighting]:
    """Return what a verdict tells about beliefs.

    A right answer speaks against each belief that the question could have told; a wrong one
    speaks for the belief behind it, if the course names one, and says nothing of the others.
    """
    if verdict.outcome == "right":
        return [Sighting(belief, False, confidence) for belief in verdict.tests]
    if verdict.misconception is None:
        return []
    return [Sighting(verdict.misconception, True, confidence)]


def standing(misconception: str, sightings: Sequence[Sighting]) -> Standing:
    """Return how a learner stands on a misconception, from its sightings, oldest first.

    "not met": no answer has told it yet. "held": the last answer that told it was the belief's.
    "overcome": the last two spoke against it, and neither was a guess. "shaken": in between.
    """
    mine = [each for each in sightings if each.misconception == misconception]
    if not mine:
        return "not met"
    if mine[-1].held:
        return "held"
    last = mine[-_OVERCOME_AFTER:]
    sure = all(not each.held and each.confidence != "guess" for each in last)
    return "overcome" if sure and len(last) == _OVERCOME_AFTER else "shaken"

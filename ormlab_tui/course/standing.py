"""How a learner stands on a misconception, told from graded answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from ormlab_tui.course.grade import Verdict
from ormlab_tui.course.question import Confidence

#: So many answers in a row that were no guesses, and the belief counts as overcome.
_OVERCOME_AFTER: Final = 2

Standing = Literal["not met", "held", "shaken", "overcome"]


class Sighting(msgspec.Struct, frozen=True):
    """One graded answer that told a belief: `held` if the answer was the belief's."""

    misconception: str
    held: bool
    confidence: Confidence


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

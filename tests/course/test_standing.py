"""How a learner stands on a misconception."""

from __future__ import annotations

import pytest

from ormlab_tui.course.grade import Verdict
from ormlab_tui.course.question import Confidence
from ormlab_tui.course.standing import Sighting, sightings_of, standing

SURE: Confidence = "certain"


def seen(*answers: str) -> list[Sighting]:
    """Return sightings: ``-`` the belief's answer, ``+`` one against it, ``?`` a right guess."""
    return [Sighting("belief", each == "-", "guess" if each == "?" else SURE) for each in answers]


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ("", "not met"),
        ("-", "held"),
        ("+-", "held"),
        ("++-", "held"),
        ("+", "shaken"),
        ("-+", "shaken"),
        ("-+?", "shaken"),
        ("-??", "shaken"),
        ("++", "overcome"),
        ("--++", "overcome"),
        ("-?++", "overcome"),
    ],
)
def test_the_last_answers_say_how_one_stands(answers: str, word: str) -> None:
    others = [Sighting("other", True, SURE)]
    assert standing("belief", [*seen(*answers), *others]) == word


def verdict(outcome: str, misconception: str | None) -> Verdict:
    return Verdict("q", outcome, "1", "2", 0.0, misconception, ("one", "other"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "misconception", "told"),
    [
        ("right", None, [("one", False), ("other", False)]),
        ("wrong", "one", [("one", True)]),
        ("partly", "other", [("other", True)]),
        ("wrong", None, []),
    ],
)
def test_a_verdict_tells_of_beliefs(
    outcome: str, misconception: str | None, told: list[tuple[str, bool]]
) -> None:
    found = sightings_of(verdict(outcome, misconception), "guess")
    assert [(each.misconception, each.held) for each in found] == told
    assert all(each.confidence == "guess" for each in found)

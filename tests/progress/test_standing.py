"""How the learner stands, from answers at known times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ormlab_tui.progress.model import Answer, Begun
from ormlab_tui.progress.standing import belief_standings, exercise_standings

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def attempt(begun: int, finished: int | None = None, ending: str | None = "done") -> Begun:
    if finished is None:
        return Begun("c", "1.1", day(begun), None, None)
    return Begun("c", "1.1", day(begun), day(finished), ending)


def answer(
    number: int,
    on: int,
    *,
    right: bool,
    sure: bool = True,
    question: str = "q",
    counts: bool = True,
) -> Answer:
    told = None if right else "belief"
    return Answer(
        "c", "1.1", number, counts, question, sure, right, told, ("belief", "b2"), day(on)
    )


WRONG = answer(1, 0, right=False)
CASES: dict[str, tuple[list[Begun], list[Answer], int, str, int | None]] = {
    # attempts, answers, the day it is, the state then, the day it is due
    "not finished": ([attempt(0)], [WRONG], 30, "begun", None),
    "left": ([attempt(0, 1, "left")], [WRONG], 30, "begun", None),
    "solution shown": ([attempt(0, 1, "solution shown")], [], 30, "begun", None),
    "all right": ([attempt(0, 0)], [answer(1, 0, right=True)], 30, "done", None),
    "wrong guess": ([attempt(0, 0)], [answer(1, 0, right=False, sure=False)], 30, "done", None),
    "six days later": ([attempt(0, 0)], [WRONG], 6, "done", 7),
    "a week later": ([attempt(0, 0)], [WRONG], 7, "due again", 7),
    "corrected in the same attempt": (
        [attempt(0, 0)],
        [WRONG, answer(1, 0, right=True)],
        7,
        "due again",
        7,
    ),
    "done again, right": (
        [attempt(0, 0), attempt(8, 8)],
        [WRONG, answer(2, 8, right=True)],
        30,
        "done",
        None,
    ),
    "done again, a wrong guess": (
        [attempt(0, 0), attempt(8, 8)],
        [WRONG, answer(2, 8, right=False, sure=False)],
        14,
        "done",
        15,
    ),
    "begun again": ([attempt(0, 0), attempt(8)], [WRONG], 8, "due again", 7),
    "of before a reset": (
        [attempt(9, 9)],
        [answer(1, 0, right=False, counts=False)],
        30,
        "done",
        None,
    ),
    "the earliest counts": (
        [attempt(0, 2)],
        [answer(1, 2, right=False), answer(1, 1, right=False, question="p")],
        8,
        "due again",
        8,
    ),
}


@pytest.mark.parametrize(
    ("attempts", "answers", "today", "state", "due"), CASES.values(), ids=CASES
)
def test_standing(
    attempts: list[Begun], answers: list[Answer], today: int, state: str, due: int | None
) -> None:
    standing = exercise_standings(attempts, answers, day(today))["1.1"]
    assert standing.state == state
    assert standing.due == (None if due is None else day(due))
    assert standing.attempts == len(attempts)


def test_a_belief_is_told_by_wrong_answers_and_spoken_against_by_right_ones() -> None:
    standings = belief_standings(
        [WRONG, answer(2, 3, right=False, sure=False), answer(3, 5, right=True)]
    )
    belief, other = standings["belief"], standings["b2"]
    assert (belief.right, belief.wrong, belief.wrong_and_sure) == (1, 2, 1)
    assert not belief.held and belief.last == day(5)
    assert (other.right, other.wrong) == (1, 0)
    assert belief_standings([answer(1, 0, right=True), WRONG])["belief"].held

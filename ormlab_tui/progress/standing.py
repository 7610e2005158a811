"""How the learner stands, worked out from attempts and answers. Knows no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from ormlab_tui.progress.model import Answer, Begun, BeliefStanding, Standing, StandingState

#: A confident wrong answer comes back so much later.
COMES_BACK_AFTER = timedelta(days=7)


def exercise_standings(
    attempts: Iterable[Begun], answers: Iterable[Answer], now: datetime
) -> dict[str, Standing]:
    """Return the standing of each exercise, by its id; attempts and answers as they came."""
    of_exercise: dict[str, list[Begun]] = defaultdict(list)
    for attempt in attempts:
        of_exercise[attempt.exercise].append(attempt)
    given: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.counts:
            given[answer.exercise].append(answer)
    return {
        exercise: _standing(begun, given[exercise], now) for exercise, begun in of_exercise.items()
    }


def belief_standings(answers: Iterable[Answer]) -> dict[str, BeliefStanding]:
    """Return the standing of each misconception, by its id; answers as they came.

    A right answer speaks against every belief that its question is about, a wrong one for the
    belief that it told.
    """
    standings: dict[str, BeliefStanding] = {}
    for answer in answers:
        told = answer.about if answer.right else filter(None, [answer.misconception])
        for belief in told:
            before = standings.get(belief, BeliefStanding(belief))
            standings[belief] = msgspec.structs.replace(
                before,
                right=before.right + answer.right,
                wrong=before.wrong + (not answer.right),
                wrong_and_sure=before.wrong_and_sure + (answer.sure and not answer.right),
                held=not answer.right,
                last=answer.at,
            )
    return standings


def _standing(attempts: Sequence[Begun], answers: Iterable[Answer], now: datetime) -> Standing:
    last = attempts[-1]
    done = [attempt.finished for attempt in attempts if attempt.ending == "done"]
    due = _due(answers) if done else {}
    first = min(due.values(), default=None)
    state: StandingState = "done" if done else "begun"
    if first is not None and first <= now:
        state = "due again"
    return Standing(
        course=last.course,
        exercise=last.exercise,
        state=state,
        attempts=len(attempts),
        begun=last.begun,
        done=done[-1] if done else None,
        due=first,
        due_questions=tuple(due),
    )


def _due(answers: Iterable[Answer]) -> dict[str, datetime]:
    """Return when each question comes back that was answered wrong with confidence.

    Only a right answer in a later attempt ends it; within an attempt the first one counts,
    because after that the fact is known.
    """
    due: dict[str, datetime] = {}
    seen: set[tuple[int, str]] = set()
    for answer in answers:
        if (answer.attempt, answer.question) in seen:
            continue
        seen.add((answer.attempt, answer.question))
        if answer.right:
            due.pop(answer.question, None)
        elif answer.sure or answer.question in due:
            due[answer.question] = answer.at + COMES_BACK_AFTER
    return due

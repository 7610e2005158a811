"""Verdicts: an answer that was given, held against what the recording says."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Final, Literal

import msgspec

from ormlab_tui.course.answer import Answer, order_answer, says, shown_answer
from ormlab_tui.course.answer_query import NONE, answer_of
from ormlab_tui.course.lookup import QueryError, find
from ormlab_tui.course.question import Given, PaneName, Question, QuestionKind
from ormlab_tui.recording import Recording

Outcome = Literal["right", "partly", "wrong"]
_NONE_WORDS: Final = frozenset(
    ("none", "no", "nothing", "no exception", "no statement", "no sql", "-")
)
_NUMBERS: Final = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBER_WORDS: Final = {
    **{word: str(number) for number, word in enumerate(_NUMBERS.split())},
    **{"none": "0", "no": "0", "nothing": "0", "never": "0", "once": "1", "twice": "2"},
}


class Verdict(msgspec.Struct, frozen=True):
    """How an answer fared. `fact` and `given` are in words, for the learner.

    `misconception` is the belief that a wrong answer tells, and `tests` are those that the
    question could have told. `share` is how much of it is right, 0 to 1. `step` settles it,
    None for a text, and `pane` shows why.
    """

    question: str
    outcome: Outcome
    fact: str
    given: str
    share: float
    misconception: str | None = None
    tests: tuple[str, ...] = ()
    step: int | None = None
    pane: PaneName = "code"
    why: str | None = None


def settling_step(question: Question, recording: Recording) -> int:
    """Return the step after which the fact is there to be seen.

    Raises QueryError if the statement that settles it has not run.
    """
    if question.settled is None:
        raise QueryError(f"the question {question.id} is settled by no step")
    return find(question.settled, recording).end


def fact_of(question: Question, recording: Recording) -> Answer:
    """Return the right answer. Raises QueryError if the recording does not have it."""
    if question.answer is None:
        raise QueryError(f"the question {question.id} is answered in one's own words")
    return answer_of(question.answer, recording)


def grade(question: Question, given: Given, recording: Recording) -> Verdict:
    """Return how an answer fared. A text is marked by `mark` instead.

    Raises QueryError if the recording has no answer, ValueError for an order that is none of
    the question's labels.
    """
    fact = fact_of(question, recording)
    share = 0.0
    if isinstance(given, list):
        if sorted(given) != sorted(question.labels):
            raise ValueError(f"an order of {question.labels} was asked for, not {given}")
        words = order_answer(tuple(given)).text
        share = _neighbours_share(given, fact)
    else:
        words = _choice_words(question, given)
        share = 1.0 if means(question.kind, given, fact) else 0.0
    outcome: Outcome = "right" if share == 1.0 else "partly" if share > 0.0 else "wrong"
    return Verdict(
        question=question.id,
        outcome=outcome,
        fact=_fact_words(question, fact),
        given=words,
        share=share,
        misconception=None if outcome == "right" else belief_behind(question, given),
        tests=question.misconceptions,
        step=settling_step(question, recording),
        pane=question.pane,
        why=question.why,
    )


def mark(question: Question, given: str, ticked: Collection[int]) -> Verdict:
    """Return the verdict on a text, of whose rubric the learner has ticked these places."""
    met = sum(1 for place in range(len(question.rubric)) if place in ticked)
    share = met / len(question.rubric) if question.rubric else 0.0
    outcome: Outcome = "right" if share == 1.0 else "partly" if share > 0.0 else "wrong"
    return Verdict(
        question=question.id,
        outcome=outcome,
        fact="; ".join(question.rubric),
        given=given,
        share=share,
        pane=question.pane,
        why=question.why,
    )


def means(kind: QuestionKind, given: str | int | float | bool, fact: Answer) -> bool:
    """Return whether an answer to a question of this kind means the fact.

    It is lenient in what a person may write in several ways, and never beyond.
    """
    if not isinstance(given, str):
        return says(given, fact)
    text = given.strip()
    if kind == "count":
        text = _NUMBER_WORDS.get(text.casefold(), text)
    elif kind == "exception":
        text = text.removesuffix("()").rpartition(".")[2]
        fact = _folded(fact)
        text = NONE if given.strip().casefold() in _NONE_WORDS else text.casefold()
    elif kind == "sql":
        fact = _folded(fact)
        text = " ".join(text.removesuffix(";").casefold().split())
        text = NONE if text in _NONE_WORDS else text
    elif kind == "state":
        text = text.casefold()
    return says(text, fact)


def is_count(given: str) -> bool:
    """Return whether a count may be meant: a number, or a word for a small one."""
    text = given.strip().casefold()
    return text.isdecimal() or text in _NUMBER_WORDS


def belief_behind(question: Question, given: Given) -> str | None:
    """Return the misconception that a wrong answer tells, if the course names one for it."""
    if isinstance(given, list):
        for wrong in question.wrong:
            if isinstance(wrong.value, list) and _before(given, *wrong.value):
                return wrong.misconception
        return None
    for choice in question.choices:
        if says(given, as_answer(choice.value)):
            return choice.misconception
    for wrong in question.wrong:
        if not isinstance(wrong.value, list) and means(
            question.kind, given, as_answer(wrong.value)
        ):
            return wrong.misconception
    return None


def as_answer(value: str | int | float | bool) -> Answer:
    """Return a value written in a course as the answer that it stands for."""
    return shown_answer(value.strip() if isinstance(value, str) else repr(value))


def _neighbours_share(given: list[str], fact: Answer) -> float:
    """Return the share of neighbours in the right order that are neighbours in the given one."""
    right = fact.value if isinstance(fact.value, tuple) else ()
    pairs = set(pairwise(given))
    met = sum(1 for pair in pairwise(right) if pair in pairs)
    return met / (len(right) - 1)


def _before(order: list[str], first: str, second: str) -> bool:
    return first in order and second in order and order.index(first) < order.index(second)


def _choice_words(question: Question, given: str | int | float | bool) -> str:
    for choice in question.choices:
        if type(choice.value) is type(given) and choice.value == given:
            return choice.words
    return str(given)


def _fact_words(question: Question, fact: Answer) -> str:
    for choice in question.choices:
        if says(choice.value, fact):
            return choice.words
    return fact.text


def _folded(fact: Answer) -> Answer:
    return Answer(str(fact.value).casefold(), fact.text)

"""Whether a recording answers the questions, alike in each run, and with choices to fit."""

from __future__ import annotations

from collections.abc import Iterator

from ormlab_tui.author.two_recordings import Pair
from ormlab_tui.course.answer import Answer, says
from ormlab_tui.course.grade import as_answer, fact_of, means, settling_step
from ormlab_tui.course.lookup import QueryError, find
from ormlab_tui.course.query import (
    CountQuery,
    OrderQuery,
    OutcomeQuery,
    OutputQuery,
    Place,
    Query,
    SqlQuery,
)
from ormlab_tui.course.question import Question
from ormlab_tui.course.sound import Fault
from ormlab_tui.recording import Recording
from ormlab_tui.recording.values import OBJECT_STATES


def question_faults(question: Question, field: str, pair: Pair) -> Iterator[Fault]:
    """Yield what is wrong with a question of kind other than text, given two recordings."""
    try:
        step = settling_step(question, pair.first)
    except QueryError as error:
        yield f"{field}.settled", str(error)
        step = None
    try:
        fact, again = fact_of(question, pair.first), fact_of(question, pair.second)
    except QueryError as error:
        yield f"{field}.answer", str(error)
        return
    if fact != again:
        yield f"{field}.answer", f"is {fact.text} in one run and {again.text} in the next"
        return
    if question.answer is not None and step is not None:
        moment = _moment_of(question.answer, pair.first)
        if moment is not None and moment > step:
            yield (
                f"{field}.settled",
                f"step {step} comes before what is asked about, step {moment}",
            )
    yield from _kind_faults(question, fact, field)
    yield from _choice_faults(question, fact, field)
    yield from _wrong_faults(question, fact, field)


def _moment_of(answer: Query, recording: Recording) -> int | None:
    """Return the step after which the answer is asked; None where that is no one place."""
    if isinstance(answer, OutcomeQuery):
        return recording.last
    place = answer.place
    if place is None and isinstance(answer, CountQuery | SqlQuery | OrderQuery | OutputQuery):
        place = Place(at=answer.until) if isinstance(answer.until, str) else answer.until
    if place is None or place.at is None:
        return None
    return find(place, recording).end


def _kind_faults(question: Question, fact: Answer, field: str) -> Iterator[Fault]:
    number = isinstance(fact.value, int) and not isinstance(fact.value, bool)
    if question.kind == "count" and not number:
        yield f"{field}.answer", f"is {fact.text}, and a question of kind count asks for a number"


def _choice_faults(question: Question, fact: Answer, field: str) -> Iterator[Fault]:
    if question.kind != "choice":
        return
    right = [place for place, choice in enumerate(question.choices) if says(choice.value, fact)]
    if not right:
        yield f"{field}.choices", f"the recording's answer, {fact.text}, is not among them"
    for place in right[1:]:
        yield f"{field}.choices[{place}]", f"also means the right answer, {fact.text}"
    for place in right[:1]:
        if question.choices[place].misconception is not None:
            yield (
                f"{field}.choices[{place}].misconception",
                f"the answer is right ({fact.text}), so it tells no misconception",
            )


def _wrong_faults(question: Question, fact: Answer, field: str) -> Iterator[Fault]:
    for place, wrong in enumerate(question.wrong):
        where = f"{field}.wrong[{place}].value"
        if isinstance(wrong.value, list):
            order = fact.value if isinstance(fact.value, tuple) else ()
            if order.index(wrong.value[0]) < order.index(wrong.value[1]):
                yield where, "that is the right order of the two"
        elif means(question.kind, wrong.value, fact):
            yield where, f"is the right answer, {fact.text}"
        elif question.kind == "state" and wrong.value not in OBJECT_STATES:
            yield where, f"{wrong.value!r} is no state of an object"
        else:
            for earlier in question.wrong[:place]:
                if not isinstance(earlier.value, list) and means(
                    question.kind, earlier.value, as_answer(wrong.value)
                ):
                    yield where, "is there twice"

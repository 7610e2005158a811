"""What is wrong with questions and tasks beyond the form of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from ormlab_tui.course.query import (
    CountQuery,
    EventFilter,
    OrderQuery,
    OrderStep,
    OutcomeQuery,
    OutputQuery,
    Place,
    Query,
    SqlQuery,
    StateQuery,
)
from ormlab_tui.course.question import Question
from ormlab_tui.course.task import ApproachesTask, InstrumentTask, QuestionsTask, Task
from ormlab_tui.recording.events import EventType

#: A field's path and what is wrong with it.
Fault: TypeAlias = tuple[str, str]

_TRANSACTION: Final = frozenset(("real", "session"))
_OBJECT: Final = frozenset(("object", "class_name", "attribute"))
_FILTERS: Final[dict[EventType, frozenset[str]]] = {
    "sql": frozenset(("cause", "statement", "session")),
    "begin": _TRANSACTION,
    "commit": _TRANSACTION,
    "rollback": _TRANSACTION,
    "savepoint": _TRANSACTION,
    "release-savepoint": _TRANSACTION,
    "rollback-to-savepoint": _TRANSACTION,
    "flush": frozenset(("trigger", "phase", "session")),
    "state": frozenset(("object", "class_name", "out_of", "into")),
    "expire": _OBJECT,
    "load": _OBJECT,
    "refresh": _OBJECT,
    "set": _OBJECT,
    "session": frozenset(("what", "session")),
    "output": frozenset(("text",)),
    "exception": frozenset(("class_name", "text")),
}
_SPELLED: Final = {"class_name": "class", "out_of": "from_state", "into": "to_state"}


def exercise_faults(questions: Sequence[Question], tasks: Sequence[Task]) -> Iterator[Fault]:
    """Yield what is wrong with an exercise's questions and tasks, each on its own and together."""
    yield from _twins("questions", [question.id for question in questions])
    yield from _twins("tasks", [task.id for task in tasks])
    for place, question in enumerate(questions):
        yield from _question_faults(question, f"questions[{place}]")
    known = {question.id for question in questions}
    asked: set[str] = set()
    for place, task in enumerate(tasks):
        field = f"tasks[{place}]"
        if isinstance(task, QuestionsTask):
            for name in task.questions:
                if name not in known:
                    yield f"{field}.questions", f"there is no question {name}"
                elif name in asked:
                    yield f"{field}.questions", f"{name} is asked twice"
                asked.add(name)
        elif isinstance(task, InstrumentTask):
            yield from _expect_faults(task.expect, f"{field}.expect")
        elif isinstance(task, ApproachesTask):
            yield from _approach_faults(task, field)


def _question_faults(question: Question, field: str) -> Iterator[Fault]:
    kind = question.kind
    if kind == "text":
        for name in ("answer", "settled", "choices", "wrong"):
            if getattr(question, name):
                yield f"{field}.{name}", f"a question of kind {kind} has none"
        if not question.rubric:
            yield f"{field}.rubric", "a question of kind text needs one, to be marked against"
        return
    if question.rubric:
        yield f"{field}.rubric", "only a question of kind text has one"
    if question.answer is None:
        yield f"{field}.answer", f"a question of kind {kind} needs one"
    else:
        yield from _query_faults(question.answer, f"{field}.answer")
        yield from _answer_kind_faults(question, question.answer, f"{field}.answer.of")
    if question.settled is None:
        yield f"{field}.settled", f"a question of kind {kind} needs one"
    else:
        yield from _place_faults(question.settled, f"{field}.settled")
    if kind == "choice":
        if len(question.choices) < 2:
            yield f"{field}.choices", "a question of kind choice needs at least two"
        yield from _twins(f"{field}.choices", [str(choice.value) for choice in question.choices])
        if question.wrong:
            yield f"{field}.wrong", "a question of kind choice says it in its choices"
    elif question.choices:
        yield f"{field}.choices", f"a question of kind {kind} has none; it has 'wrong'"
    yield from _wrong_faults(question, f"{field}.wrong")


def _answer_kind_faults(question: Question, answer: Query, field: str) -> Iterator[Fault]:
    order = isinstance(answer, OrderQuery)
    if order != (question.kind == "order"):
        yield field, "'order' belongs to a question of kind order, and to no other"
    if question.kind == "state" and not isinstance(answer, StateQuery):
        yield field, "a question of kind state is answered by 'state'"


def _wrong_faults(question: Question, field: str) -> Iterator[Fault]:
    labels = question.labels
    for place, wrong in enumerate(question.wrong):
        of_labels = isinstance(wrong.value, list)
        if of_labels != (question.kind == "order"):
            yield f"{field}[{place}].value", "two labels for an order, one value for the others"
        elif isinstance(wrong.value, list):
            for label in wrong.value:
                if label not in labels:
                    yield f"{field}[{place}].value", f"the order has no label {label!r}"


def _approach_faults(task: ApproachesTask, field: str) -> Iterator[Fault]:
    yield from _twins(f"{field}.approaches", [each.name for each in task.approaches])
    for place, approach in enumerate(task.approaches):
        yield from _expect_faults(approach.expect, f"{field}.approaches[{place}].expect")
    if task.different > min(len(task.approaches), len(task.files)):
        yield f"{field}.different", "there are not so many approaches, or files"


def _expect_faults(expect: Sequence[Query], field: str) -> Iterator[Fault]:
    for place, query in enumerate(expect):
        yield from _query_faults(query, f"{field}[{place}]")
        if query.matches is None:
            yield f"{field}[{place}]", "needs 'matches', the value that is expected"


def _query_faults(query: Query, field: str) -> Iterator[Fault]:
    if isinstance(query, OutcomeQuery):
        return
    place = query.place
    if place is None:
        place = Place(time=query.time, when=query.when, file=query.file)
    yield from _place_faults(place, field)
    if isinstance(query, CountQuery | SqlQuery | OrderQuery | OutputQuery):
        ends = {"from": query.since, "to": query.until}
        for name, end in ends.items():
            if end is not None and query.at is not None:
                yield f"{field}.{name}", "'at' is one place: leave it or 'from' and 'to' out"
            if isinstance(end, Place):
                yield from _place_faults(end, f"{field}.{name}")
    if isinstance(query, CountQuery):
        yield from _filter_faults(query, query.event, field)
    if isinstance(query, OrderQuery):
        yield from _twins(f"{field}.steps", [step.label for step in query.steps])
        for index, step in enumerate(query.steps):
            yield from _step_faults(step, f"{field}.steps[{index}]")


def _step_faults(step: OrderStep, field: str) -> Iterator[Fault]:
    if (step.event is None) == (step.at is None):
        yield field, "needs either 'event' or 'at'"
    if step.event is not None:
        yield from _filter_faults(step, step.event, field)
    yield from _place_faults(
        Place(at=step.at, time=step.time, when=step.when, file=step.file), field
    )


def _filter_faults(chosen: EventFilter, event: EventType, field: str) -> Iterator[Fault]:
    for name in EventFilter.__struct_fields__:
        if name != "event" and getattr(chosen, name) is not None and name not in _FILTERS[event]:
            spelled = _SPELLED.get(name, name)
            yield f"{field}.{spelled}", f"an event of type {event} has no {spelled!r}"


def _place_faults(place: Place, field: str) -> Iterator[Fault]:
    if place.time is not None and place.when is not None:
        yield field, "'time' and 'when' are two ways to say it: leave one out"
    if place.at is None:
        for name in ("time", "when", "file"):
            if getattr(place, name) is not None:
                yield f"{field}.{name}", "means nothing without 'at'"


def _twins(field: str, values: Sequence[str]) -> Iterator[Fault]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield f"{field}[{place}]", f"{value} is there twice"

"""The events that a query is about: where it looks, and which events fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from ormlab_tui.course.lookup import (
    QueryError,
    class_of,
    execution_at,
    find,
    own_steps,
    session_number,
    variable,
)
from ormlab_tui.course.query import (
    CountQuery,
    EventFilter,
    OrderQuery,
    OutputQuery,
    Place,
    SessionName,
    SqlQuery,
)
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.events import (
    Event,
    Expire,
    Flush,
    Load,
    Output,
    Raised,
    Refresh,
    SessionEvent,
    Set,
    Sql,
    State,
    event_type,
)

EventsQuery: TypeAlias = CountQuery | SqlQuery | OrderQuery | OutputQuery


class Found(NamedTuple):
    """An event, by its step and its place in it."""

    step: int
    place: int
    event: Event


def steps_of(query: EventsQuery, recording: Recording) -> Iterable[Step]:
    """Return the steps that the query looks at: one execution's, or all from one to another.

    Raises QueryError if a place of the query can't be found, or the end comes before the start.
    """
    if query.place is not None:
        return own_steps(recording, find(query.place, recording))
    first, last = 0, recording.last
    if query.since is not None:
        first = find(_as_place(query.since), recording).start
    if query.until is not None:
        last = find(_as_place(query.until), recording).end
    if last < first:
        raise QueryError("what 'to' names ran before what 'from' names")
    return recording.steps[first : last + 1]


def fitting(chosen: EventFilter, steps: Iterable[Step], recording: Recording) -> Iterator[Found]:
    """Yield the events of the steps that the filter lets through, in their order."""
    for step in steps:
        for place, event in enumerate(step.events):
            if event_type(event) == chosen.event and _fits(chosen, event, step, recording):
                yield Found(step.index, place, event)


def statements(query: SqlQuery, steps: Iterable[Step], recording: Recording) -> Iterator[Sql]:
    """Yield the SQL that the query does not leave out."""
    chosen = EventFilter(
        event="sql", cause=query.cause, statement=query.statement, session=query.session
    )
    for found in fitting(chosen, steps, recording):
        if isinstance(found.event, Sql):
            yield found.event


def printed(query: OutputQuery, steps: Iterable[Step]) -> str:
    """Return what the steps printed, or the part of it that the query asks for.

    Raises QueryError if that part was not printed.
    """
    text = "".join(
        event.text
        for step in steps
        for event in step.events
        if isinstance(event, Output) and event.stream == query.stream
    )
    if query.contains is not None:
        lines = [line for line in text.splitlines() if query.contains in line]
        if not lines:
            raise QueryError(f"no printed line has {query.contains!r} in it")
        text = lines[0]
    if query.after is not None:
        _, there, text = text.partition(query.after)
        if not there:
            raise QueryError(f"{query.after!r} was not printed")
    return text.strip()


def _as_place(end: str | Place) -> Place:
    return Place(at=end) if isinstance(end, str) else end


def _fits(chosen: EventFilter, event: Event, step: Step, recording: Recording) -> bool:
    if isinstance(event, Sql):
        fits = (chosen.cause is None or event.cause in chosen.cause) and _has_words(
            event.statement, chosen.statement
        )
    elif isinstance(event, State):
        fits = chosen.out_of in (None, event.from_state) and chosen.into in (None, event.to_state)
    elif isinstance(event, Expire | Load | Refresh | Set):
        fits = chosen.attribute is None or chosen.attribute in event.attributes
    elif isinstance(event, Flush):
        fits = chosen.trigger in (None, event.trigger) and chosen.phase in (None, event.phase)
    elif isinstance(event, SessionEvent):
        fits = chosen.what in (None, event.what)
    elif isinstance(event, Output):
        fits = chosen.text is None or chosen.text in event.text
    elif isinstance(event, Raised):
        fits = chosen.class_name in (None, event.class_name) and (
            chosen.text is None or chosen.text in event.message
        )
    else:
        fits = chosen.real in (None, event.real)
    return (
        fits
        and _of_object(chosen, event, step, recording)
        and (chosen.session is None or _of_session(chosen.session, event, step, recording))
    )


def _of_object(chosen: EventFilter, event: Event, step: Step, recording: Recording) -> bool:
    token: str | None = getattr(event, "object", None)
    if token is None:
        return True
    if chosen.class_name is not None and class_of(token) != chosen.class_name:
        return False
    if chosen.object is None:
        return True
    try:
        return variable(recording, chosen.object, execution_at(recording, step.index)) == token
    except QueryError:
        return False


def _of_session(name: SessionName, event: Event, step: Step, recording: Recording) -> bool:
    try:
        number = session_number(recording, name, execution_at(recording, step.index))
    except QueryError:
        return False
    return bool(getattr(event, "session", None) == number)


def _has_words(statement: str, words: str | None) -> bool:
    """Return whether the words stand in the statement as whole words, in any case."""
    if words is None:
        return True
    folded = re.escape(" ".join(words.split()))
    return bool(re.search(rf"(?<!\w){folded}(?!\w)", " ".join(statement.split()), re.IGNORECASE))

"""What a recording answers to a query."""

from __future__ import annotations

from typing import Final

from ormlab_tui.course.answer import (
    Answer,
    order_answer,
    says,
    shown_answer,
    value_answer,
    words_answer,
)
from ormlab_tui.course.events_query import fitting, printed, statements, steps_of
from ormlab_tui.course.lookup import (
    QueryError,
    find,
    mapped_object,
    own_steps,
    session_number,
    source_of,
    variable,
)
from ormlab_tui.course.query import (
    AttributeQuery,
    CellQuery,
    ColumnsQuery,
    CountQuery,
    ExceptionQuery,
    ObjectsQuery,
    OrderQuery,
    OrderStep,
    OutcomeQuery,
    OutputQuery,
    Place,
    Query,
    RowsQuery,
    SameObjectQuery,
    SqlQuery,
    StateQuery,
    TransactionQuery,
    VariableQuery,
)
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.events import Raised
from ormlab_tui.recording.values import ObjectValue, Row, SessionValue, TableValue

#: What stands for an attribute whose value is not there to be read without SQL.
NOT_LOADED: Final = "not loaded"
NONE: Final = "none"


def answer_of(query: Query, recording: Recording) -> Answer:
    """Return what the recording answers. It depends on nothing that differs between two runs.

    Raises QueryError, one sentence, if the recording can't answer.
    """
    answer = _answer(query, recording)
    if query.matches is None:
        return answer
    return value_answer(says(query.matches, answer))


def holds(query: Query, recording: Recording) -> bool:
    """Return whether the recording answers as `query.matches` says; not if it can't answer."""
    try:
        return answer_of(query, recording).value is True
    except QueryError:
        return False


def _answer(query: Query, recording: Recording) -> Answer:
    match query:
        case VariableQuery():
            return shown_answer(variable(recording, query.name, find(query.place, recording)))
        case SameObjectQuery():
            return _same_object(query, recording)
        case StateQuery():
            execution = find(query.place, recording)
            return words_answer(mapped_object(recording, query.object, execution).state)
        case AttributeQuery():
            return _attribute(query, recording)
        case ObjectsQuery():
            return _objects(query, recording)
        case TransactionQuery():
            return _transaction(query, recording)
        case RowsQuery():
            return _rows(query, recording)
        case CellQuery():
            return _cell(query, recording)
        case ColumnsQuery():
            columns = _table(query, recording).columns
            if query.column is None:
                return words_answer(", ".join(columns))
            return value_answer(query.column in columns)
        case OutputQuery():
            return words_answer(printed(query, steps_of(query, recording)))
        case ExceptionQuery():
            return _exception(query, recording)
        case OutcomeQuery():
            if recording.outcome is None:
                raise QueryError("the recording was cut off, so it has no outcome")
            return words_answer(recording.outcome.kind)
        case CountQuery():
            found = fitting(query, steps_of(query, recording), recording)
            return value_answer(sum(1 for _ in found))
        case SqlQuery():
            return _sql(query, recording)
        case OrderQuery():
            return _order(query, recording)


def _same_object(query: SameObjectQuery, recording: Recording) -> Answer:
    execution = find(query.place, recording)
    tokens = {mapped_object(recording, name, execution).object for name in query.names}
    return value_answer(len(tokens) == 1)


def _attribute(query: AttributeQuery, recording: Recording) -> Answer:
    value = mapped_object(recording, query.object, find(query.place, recording))
    attribute = value.attributes.get(query.attribute)
    if attribute is None:
        raise QueryError(f"{value.class_name} has no mapped attribute {query.attribute}")
    if query.part == "status":
        return words_answer(attribute.status)
    shown = attribute.value if query.part == "value" else attribute.committed
    if shown is not None:
        return shown_answer(shown)
    if query.part == "value" and attribute.status == "unset":
        return value_answer(None)
    return words_answer(NOT_LOADED)


def _objects(query: ObjectsQuery, recording: Recording) -> Answer:
    execution = find(query.place, recording)
    session = None
    if query.session is not None:
        session = session_number(recording, query.session, execution)
    return value_answer(
        sum(
            1
            for _, value in recording.alive(execution.end, "object")
            if isinstance(value, ObjectValue)
            and query.class_name in (None, value.class_name)
            and query.state in (None, value.state)
            and session in (None, value.session)
        )
    )


def _transaction(query: TransactionQuery, recording: Recording) -> Answer:
    execution = find(query.place, recording)
    number = session_number(recording, query.session, execution)
    value = recording.value(("session", str(number)), execution.end)
    if not isinstance(value, SessionValue):
        raise QueryError(f"there is no session {number} then")
    return words_answer(value.transaction)


def _rows(query: RowsQuery, recording: Recording) -> Answer:
    table = _table(query, recording)
    committed = query.side == "committed"
    total = table.committed_total if committed else table.in_transaction_total
    if total is None:
        raise QueryError(f"the rows of {query.table} can't be seen then")
    return value_answer(total)


def _cell(query: CellQuery, recording: Recording) -> Answer:
    table = _table(query, recording)
    for name in (query.column, *query.where):
        if name not in table.columns:
            raise QueryError(f"the table {table.name} has no column {name} then")
    committed = query.side == "committed"
    rows = table.committed if committed else table.in_transaction
    total = table.committed_total if committed else table.in_transaction_total
    if rows is None:
        raise QueryError(f"the rows of {query.table} can't be seen then")
    found = [row for row in rows if _is_row(row, table.columns, query)]
    if len(found) > 1 or (not found and total != len(rows)):
        raise QueryError(f"'where' does not say which row of {query.table} is meant")
    if not found:
        return words_answer("no row")
    return value_answer(found[0][table.columns.index(query.column)])


def _is_row(row: Row, columns: tuple[str, ...], query: CellQuery) -> bool:
    return all(row[columns.index(name)] == value for name, value in query.where.items())


def _table(query: RowsQuery | CellQuery | ColumnsQuery, recording: Recording) -> TableValue:
    moment = find(query.place, recording).end
    value = recording.value(("table", query.table), moment)
    if not isinstance(value, TableValue):
        raise QueryError(f"there is no table {query.table} then")
    return value


def _exception(query: ExceptionQuery, recording: Recording) -> Answer:
    """Return the last exception that arose in the execution and was not caught in it.

    An `except` that runs after it, in a call that the statement made, has caught it.
    """
    left = NONE
    for step in own_steps(recording, find(query.place, recording)):
        if source_of(recording, step).startswith("except"):
            left = NONE
        for event in step.events:
            if isinstance(event, Raised):
                left = event.class_name
    return words_answer(left)


def _sql(query: SqlQuery, recording: Recording) -> Answer:
    for place, event in enumerate(statements(query, steps_of(query, recording), recording), 1):
        if place == query.nth:
            if query.part == "cause":
                return words_answer(event.cause)
            statement = " ".join(event.statement.split())
            return words_answer(statement if query.part == "statement" else _verb(statement))
    return words_answer(NONE)


def _verb(statement: str) -> str:
    return statement.partition(" ")[0].upper()


def _order(query: OrderQuery, recording: Recording) -> Answer:
    steps = list(steps_of(query, recording))
    places: dict[tuple[int, int], str] = {}
    for step in query.steps:
        place = _place_of(step, steps, recording)
        if place in places:
            raise QueryError(f"{step.label!r} and {places[place]!r} are one and the same event")
        places[place] = step.label
    return order_answer(tuple(places[place] for place in sorted(places)))


def _place_of(step: OrderStep, steps: list[Step], recording: Recording) -> tuple[int, int]:
    if step.at is not None:
        place = Place(at=step.at, time=step.time, when=step.when, file=step.file)
        return find(place, recording).start, -1
    for number, found in enumerate(fitting(step, steps, recording), 1):
        if number == step.nth:
            return found.step, found.place
    raise QueryError(f"{step.label!r} did not happen")

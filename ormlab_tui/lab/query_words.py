"""A query in words, for a learner who has not made what it asks for."""

from __future__ import annotations

from ormlab_tui.checks import Expectation
from ormlab_tui.course.query import (
    CountQuery,
    ExceptionQuery,
    ObjectsQuery,
    OutcomeQuery,
    OutputQuery,
    Place,
    Query,
    SqlQuery,
    StateQuery,
)


def asked_words(query: Query) -> str:
    """Return what a query asks of a run; code stands between backticks."""
    return f"{_what(query)}{_where(query)}"


def got_words(expectation: Expectation) -> str:
    """Return what the recording says to it."""
    if expectation.problem is not None:
        return expectation.problem
    got = expectation.got
    return "nothing of the kind" if got in (None, "") else str(got)


def _what(query: Query) -> str:
    if isinstance(query, OutputQuery):
        line = f"a printed line with `{query.contains}`" if query.contains else "what is printed"
        return f"{line}, behind `{query.after}`" if query.after else line
    if isinstance(query, CountQuery):
        if query.event == "output":
            return f"printed lines with `{query.text}`" if query.text else "printed lines"
        kind = query.statement or (", ".join(query.cause) if query.cause else "")
        names = {"sql": "SQL statements", "commit": "commits", "exception": "exceptions"}
        return f"{kind} {names.get(query.event, f'events of type {query.event}')}".strip()
    if isinstance(query, ExceptionQuery):
        return "the exception that leaves the statement"
    if isinstance(query, OutcomeQuery):
        return "how the run ends"
    if isinstance(query, SqlQuery):
        return f"a {query.statement} statement" if query.statement else "an SQL statement"
    if isinstance(query, StateQuery):
        return f"the state of `{query.object}`"
    if isinstance(query, ObjectsQuery):
        kind = query.class_name or "mapped"
        return f"{kind} objects that are {query.state}" if query.state else f"{kind} objects"
    return f"the {query.__struct_config__.tag}"


def _where(query: Query) -> str:
    since, until = _code(getattr(query, "since", None)), _code(getattr(query, "until", None))
    if since and until:
        return f", between `{since}` and `{until}`"
    if since:
        return f", from `{since}` on"
    if until:
        return f", up to `{until}`"
    at = _code(getattr(query, "at", None))
    return f", at `{at}`" if at else ""


def _code(place: str | Place | None) -> str | None:
    return place.at if isinstance(place, Place) else place

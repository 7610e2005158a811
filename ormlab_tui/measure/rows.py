"""The rows that a version left in the database, and in what two versions' rows differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ormlab_tui.runner.errors import RunError

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: Each table's name with its rows, in order.
Rows: TypeAlias = dict[str, list[tuple[Any, ...]]]


def rows_left(url: str) -> Rows:
    """Return the rows of every table of the database.

    Raises RunError if they can't be read.
    """
    # Not for whoever only wants the results' structs: importing it takes a while.
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        return _read(create_engine(url, poolclass=NullPool))
    except (SQLAlchemyError, ImportError) as error:
        reason = " ".join(str(error).split())
        raise RunError(f"the rows that were left can't be read: {reason}") from error


def _read(engine: Engine) -> Rows:
    from sqlalchemy import MetaData, select

    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        left = {}
        for table in tables.sorted_tables:
            order = table.primary_key.columns or table.columns
            rows = connection.execute(select(table).order_by(*order))
            left[table.name] = [tuple(row) for row in rows]
        return left


def total(rows: Rows) -> int:
    """Return the number of rows in all tables."""
    return sum(map(len, rows.values()))


def difference(first: str, one: Rows, second: str, other: Rows) -> str | None:
    """Return one sentence that says in what the rows of two versions differ first, if they do."""
    if one.keys() != other.keys():
        return f"{first} left the tables {_names(one)}, {second} {_names(other)}"
    for table, rows in one.items():
        others = other[table]
        if rows == others:
            continue
        if len(rows) != len(others):
            return f"{first} left {len(rows)} rows in {table}, {second} {len(others)}"
        mine, theirs = next(pair for pair in zip(rows, others, strict=True) if pair[0] != pair[1])
        return f"in {table}, {first} left {mine!r} where {second} left {theirs!r}"
    return None


def _names(rows: Rows) -> str:
    return ", ".join(sorted(rows)) or "none"

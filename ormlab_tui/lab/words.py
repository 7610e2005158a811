"""The words in which the panes tell causes, events and states to a learner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ormlab_tui.recording.events import (
    Begin,
    Cause,
    Commit,
    Flush,
    FlushTrigger,
    ReleaseSavepoint,
    Rollback,
    RollbackToSavepoint,
    Savepoint,
    Sql,
)
from ormlab_tui.recording.values import Parameters, Scalar, TransactionStatus

TransactionEvent = Begin | Commit | Rollback | Savepoint | ReleaseSavepoint | RollbackToSavepoint

CAUSE_WORDS: Final[dict[Cause, str]] = {
    "get": "get: the identity map did not hold it",
    "query": "query: the script asked for rows",
    "autoflush": "autoflush: a query follows, so what is noted is sent first",
    "flush": "flush: what the session had noted is sent",
    "commit": "commit: it flushes first what the session had noted",
    "lazy-load": "lazy load: you read a relationship that was not loaded",
    "refresh-expired": "refresh: you read an attribute that was expired",
    "deferred-load": "deferred load: you read a column that was left out",
    "refresh": "refresh: the script asked to read the object again",
    "eager-load": "eager load: related objects, fetched along with the query",
    "bulk": "bulk: many rows by one statement, past the unit of work",
    "core": "core: a statement of the script's own",
    "ddl": "ddl: the tables themselves are made or dropped",
    "reflection": "reflection: SQLAlchemy asks what tables there are",
}

SAVEPOINT_WORDS: Final = "savepoint: SQLAlchemy's own statement for begin_nested()"

EXPIRED_BY: Final[dict[str, str]] = {
    "commit": "refresh: you read an attribute that commit had expired",
    "rollback": "refresh: you read an attribute that rollback had expired",
    "flush": "refresh: you read an attribute that the flush left to the database",
    "expire": "refresh: you read an attribute that expire() had expired",
}

TRIGGER_WORDS: Final[dict[FlushTrigger, str]] = {
    "explicit": "flush: the script called flush()",
    "autoflush": "flush: autoflush, before a query",
    "commit": "flush: commit() flushes first",
}

TRANSACTION_WORDS: Final[dict[TransactionStatus, str]] = {
    "none": "no transaction",
    "active": "in a transaction",
    "needs-rollback": "NEEDS rollback()",
}

_LEFT_OUT: Final = re.compile(r"… (\d{1,12}) more")
_UNREAL: Final[dict[type, str]] = {
    Begin: "SQLAlchemy's word; nothing sent",
    Commit: "SQLAlchemy's word; the driver had nothing to commit",
    Rollback: "SQLAlchemy's word; the driver had nothing to roll back",
}
_NAMES: Final[dict[type, str]] = {
    Begin: "BEGIN",
    Commit: "COMMIT",
    Rollback: "ROLLBACK",
    Savepoint: "SAVEPOINT",
    ReleaseSavepoint: "RELEASE SAVEPOINT",
    RollbackToSavepoint: "ROLLBACK TO SAVEPOINT",
}


def transaction_name(event: TransactionEvent) -> str:
    """Return the event as SQL would spell it, its savepoint's name included."""
    name = _NAMES[type(event)]
    return f"{name} {event.name}" if event.name else name


def transaction_note(event: TransactionEvent) -> str:
    """Return the words that say that nothing was sent, or nothing where something was."""
    return "" if event.real else _UNREAL.get(type(event), "SQLAlchemy's word; nothing sent")


def flush_words(event: Flush) -> str:
    """Return what a flush's beginning or failing means."""
    if event.phase == "failed":
        return "flush failed: the session needs rollback()"
    return TRIGGER_WORDS[event.trigger]


def belongs_to(session: int | None, connection: int) -> str:
    """Return the session and the connection that a statement belongs to."""
    if session is None:
        return f"connection {connection}"
    return f"session {session}, connection {connection}"


def rows_words(event: Sql) -> str:
    """Return how many rows the driver counted, or nothing where it did not."""
    if event.rowcount is None or event.rowcount < 0:
        return ""
    return f"rowcount {event.rowcount:,}"


def batch_words(event: Sql) -> str:
    """Return which round trip of one execute it was, or nothing where it was the only one."""
    return f"trip {event.batch[0]} of {event.batch[1]}" if event.batch is not None else ""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return the number and the noun in its number, such as ``1 row`` or ``9,800 rows``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def parameters_words(parameters: Parameters, limit: int = 400) -> str:
    """Return a statement's parameters on one line, cut at about `limit` characters."""
    if not parameters:
        return ""
    if isinstance(parameters, dict):
        return _named(parameters, limit)
    if isinstance(parameters[0], (list, dict)):
        shown = []
        room = limit
        for each in parameters:
            shown.append(_set_words(each, room))
            room -= len(shown[-1])
            if room <= 0:
                break
        total = len(parameters)
        # Where the recorder left sets out, the last entry says how many.
        left_out = _LEFT_OUT.fullmatch(str(parameters[-1]))
        if left_out is not None:
            total += int(left_out[1]) - 1
        more = total - len(shown)
        rest = f" … {more:,} more" if more else ""
        return f"{total:,} × " + " ".join(shown) + rest
    return _placed(parameters, limit)


def _set_words(each: Scalar | list[Scalar] | dict[str, Scalar], limit: int) -> str:
    if isinstance(each, dict):
        return _named(each, limit)
    return _placed(each if isinstance(each, list) else [each], limit)


def _placed(values: Iterable[object], limit: int) -> str:
    return "(" + _joined((scalar_words(value) for value in values), limit) + ")"


def _named(values: dict[str, Scalar], limit: int) -> str:
    texts = (f"{name}={scalar_words(value)}" for name, value in values.items())
    return "(" + _joined(texts, limit) + ")"


def _joined(texts: Iterable[str], limit: int) -> str:
    taken: list[str] = []
    for text in texts:
        if limit <= 0:
            taken.append("…")
            break
        taken.append(text if len(text) <= limit else text[:limit] + "…")
        limit -= len(text) + 2
    return ", ".join(taken)


def scalar_words(value: object) -> str:
    """Return a parameter or a key's value as Python writes it."""
    return repr(value)

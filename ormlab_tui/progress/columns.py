"""Column types that mean the same in every database, and read what damage left of a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import DateTime, String, Text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

#: What is read for a time that is none any more.
NO_TIME = datetime(1970, 1, 1)


class _SqliteTime(DATETIME):
    """SQLite keeps a time as text, which may be damaged; the rest of its row may not."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return what reads a text."""
        read = super().result_processor(dialect, coltype)

        def process(value: Any) -> Any:
            try:
                return value if read is None else read(value)
            except (ValueError, TypeError):
                return NO_TIME

        return process


class Moment(TypeDecorator[datetime]):
    """A time, kept as UTC without a zone and read as aware UTC."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type in this database."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_SqliteTime())  # type: ignore[no-untyped-call]
        return super().load_dialect_impl(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as it is kept."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time as it is read."""
        return None if value is None else value.replace(tzinfo=UTC)


class Name(TypeDecorator[str]):
    """An id or another short text."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as any database takes it."""
        return None if value is None else storable(value)


class Words(TypeDecorator[str]):
    """A text of any length, as the learner wrote it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as any database takes it."""
        return None if value is None else storable(value)


class Plain(TypeDecorator[Any]):
    """A string, number, truth value, or list of them, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value as JSON."""
        return None if value is None else storable(msgspec.json.encode(_plain(value)).decode())

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value, or the text itself where it is no JSON any more."""
        if value is None:
            return None
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            return value


def storable(text: str) -> str:
    """Return the text with what PostgreSQL or UTF-8 has no place for replaced."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value

"""Which database the versions are measured on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DatabaseChoice:
    """The URL, None for a file that is made for each measurement, and what may be shown of it."""

    url: str | None = None
    words: str = "an SQLite file of the lab's own"


OWN = DatabaseChoice()


def chosen_database(answer: str) -> DatabaseChoice:
    """Return what the user asked for: ``own``, or a URL.

    Raises ValueError, one sentence, for what is none that can be measured on. It may import
    SQLAlchemy, which takes a while.
    """
    if answer.casefold() == "own":
        return OWN
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(answer)
    except ArgumentError as error:
        raise ValueError(
            "That is no database URL: write one such as postgresql+psycopg://user@host/name, or own"
        ) from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("A database in memory ends with each process: name a file, or own")
    return DatabaseChoice(answer, url.render_as_string(hide_password=True))

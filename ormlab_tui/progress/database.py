"""Engines: how progress is connected to a file, to memory, or to a server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ormlab_tui.progress.model import ProgressError

#: How long a lab waits for another one that is saving, in seconds.
PATIENCE = 30
#: The execution option of a connection that only reads.
READS = "ormlab_reads"


def file_engine(path: Path, foreign_keys: bool = True) -> Engine:
    """Return an engine on the SQLite file.

    The file is opened for each transaction and closed after it, with SQLite's rollback journal:
    a data folder may be on a network, where its write-ahead log must not be used.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": PATIENCE},
    )
    _set_up_sqlite(engine, foreign_keys)
    return engine


def memory_engine() -> Engine:
    """Return an engine on a database in memory: one connection that the threads take turns on."""
    engine = create_engine(
        "sqlite://",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )
    _set_up_sqlite(engine, foreign_keys=False)
    return engine


def copy_file(path: Path, engine: Engine) -> None:
    """Copy the SQLite file, opened for reading alone, into the engine's database."""
    source = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    target = engine.raw_connection()
    try:
        source.backup(target.driver_connection)  # type: ignore[arg-type]
    finally:
        target.close()
        source.close()


def server_engine(url: URL) -> Engine:
    """Return an engine on the database of the URL. Raises ProgressError, one sentence."""
    options: dict[str, Any] = {"pool_pre_ping": True}
    if url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query:
        options["connect_args"] = {"connect_timeout": 10}
    try:
        if url.get_dialect().is_async:
            raise ProgressError(
                f"progress can't be kept in {shown(url)}: {url.drivername} is an asyncio driver, "
                "name another one"
            )
        return create_engine(url, **options)
    except NoSuchModuleError as error:
        raise ProgressError(
            f"progress can't be kept in {shown(url)}: SQLAlchemy knows no {url.drivername}"
        ) from error
    except ImportError as error:
        raise ProgressError(
            f"progress can't be kept in {shown(url)}: its driver is not installed ({error})"
        ) from error
    except (ArgumentError, TypeError, ValueError) as error:
        # What is wrong with it may be its password, so the error is not repeated.
        raise ProgressError(
            f"progress can't be kept in {shown(url)}: SQLAlchemy refuses the URL"
        ) from error


def parsed(url: str) -> URL:
    """Return the URL. Raises ProgressError, which doesn't repeat it."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise ProgressError(
            "progress is to be kept in something that is no database URL: write it like "
            "sqlite:///file.db or postgresql+psycopg://user@host/name"
        ) from None


def shown(url: URL) -> str:
    """Return the URL as it may be shown: without password, and without options that may be one."""
    return url.set(query={}).render_as_string(hide_password=True)


def reason(error: Exception, url: URL | None = None) -> str:
    """Return what the driver says is wrong, in one line, without the URL's secrets."""
    cause: BaseException | None = error.orig if isinstance(error, DBAPIError) else error
    words = " ".join(str(cause).split())[:300]
    secrets = [] if url is None else [url.password, *map(str, url.query.values())]
    for secret in filter(None, secrets):
        for spelled in (secret, quote(secret, safe=""), quote_plus(secret)):
            words = words.replace(spelled, "***")
    return words or type(cause).__name__


def _set_up_sqlite(engine: Engine, foreign_keys: bool) -> None:
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        # The driver would begin a transaction only at the first write, too late to be first.
        connection.isolation_level = None
        # A damaged text is read as far as it goes.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        if foreign_keys:
            connection.execute("PRAGMA foreign_keys = ON")

    def begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)

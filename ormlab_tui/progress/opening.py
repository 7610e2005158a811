"""Opening progress: the file or the server, and what to do when it can't be had as it is."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from ormlab_tui.folders import data_folder
from ormlab_tui.progress.database import (
    copy_file,
    file_engine,
    memory_engine,
    parsed,
    reason,
    server_engine,
    shown,
)
from ormlab_tui.progress.model import ProgressError
from ormlab_tui.progress.notebook import Progress
from ormlab_tui.progress.saving import Saver
from ormlab_tui.progress.schema import bring_up_to_date
from ormlab_tui.progress.tables import Base
from ormlab_tui.whole_file import TEMPORARY_SUFFIX, locked

FILE_NAME = "progress.sqlite"
#: What SQLite keeps beside a database while it writes.
_COMPANIONS = ("-journal", "-wal", "-shm")


class OpenedProgress(NamedTuple):
    """Progress, and one sentence about what was found, if there is something to say."""

    progress: Progress
    notice: str | None


class _DamagedError(Exception):
    """The file is no progress, or not whole."""


class _UnwritableError(ProgressError):
    """The file can't be written, but perhaps read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"progress can't be saved in {path}: {why}")
        self.path = path


def open_progress(
    url: str | None = None, path: Path | None = None, *, required: bool = False
) -> OpenedProgress:
    """Return the progress in the database of the URL, or in the file; by default the user's own.

    A damaged file is set aside under a new name and a new one begun. Where nothing can be saved
    (a read-only folder, a file of a newer version, a server out of reach), progress is kept in
    memory, with what the file says if it can be read. The notice says so. With `required`,
    ProgressError is raised instead if nothing could be read either.
    """
    try:
        engine, notice = _open(url, path)
    except ProgressError as error:
        copy = _copied(error.path) if isinstance(error, _UnwritableError) else None
        if copy is None and required:
            raise
        place = str(error.path) if isinstance(error, _UnwritableError) else "memory"
        progress = Progress(Saver(copy or _in_memory(), place), kept=False)
        return OpenedProgress(progress, f"{error}; nothing that you do now will be kept")
    place = str(engine.url.database) if _is_file(engine.url) else shown(engine.url)
    return OpenedProgress(Progress(Saver(engine, place), kept=True), notice)


def progress_file() -> Path:
    """Return where the user's progress is, unless it is in another database."""
    return data_folder() / FILE_NAME


def _open(url: str | None, path: Path | None) -> tuple[Engine, str | None]:
    if url is not None:
        address = parsed(url)
        if not _is_file(address):
            if address.get_backend_name() == "sqlite":
                raise ProgressError(
                    f"progress can't be kept in {shown(address)}: name a file, without options, "
                    "as in sqlite:////home/me/progress.sqlite"
                )
            return _open_server(address), None
        path = Path(str(address.database))
    return _open_file((progress_file() if path is None else path).absolute())


def _is_file(url: URL) -> bool:
    named = url.database not in (None, "", ":memory:") and not url.query
    return named and url.drivername in ("sqlite", "sqlite+pysqlite")


def _open_server(url: URL) -> Engine:
    engine = server_engine(url)
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except ProgressError as error:
        engine.dispose()
        raise ProgressError(f"progress in {shown(url)} can't be used: {error}") from error
    except (DBAPIError, UnicodeError) as error:
        engine.dispose()
        # Its cause is left out: the driver's own error may quote the password.
        why = reason(error, url)
        raise ProgressError(f"progress can't be had from {shown(url)}: {why}") from None
    return engine


def _open_file(path: Path) -> tuple[Engine, str | None]:
    notice = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Of two labs, one makes the file or sets it aside, and the other finds that done.
        with locked(path.with_name(f".{path.name}.lock")):
            _check_rights(path)
            if os.path.lexists(path):
                try:
                    _bring_file_up_to_date(path)
                except _DamagedError as error:
                    aside = _set_aside(path)
                    notice = f"{path} {error}: it was renamed {aside.name}, and a new one begun"
            if not os.path.lexists(path):
                _make_file(path)
    except OSError as error:
        raise _UnwritableError(path, error.strerror or str(error)) from error
    except DBAPIError as error:
        raise _UnwritableError(path, reason(error)) from error
    return file_engine(path), notice


def _check_rights(path: Path) -> None:
    """Raise _UnwritableError if the file or its folder is read-only.

    Opening the file doesn't tell: SQLite opens it for reading then, and its lock file may be
    there already.
    """
    for place, what in ((path.parent, "its folder"), (path, "it")):
        effective = os.access in os.supports_effective_ids
        if place.exists() and not os.access(place, os.W_OK, effective_ids=effective):
            raise _UnwritableError(path, f"{what} is read-only")


def _bring_file_up_to_date(path: Path) -> None:
    """Check the file and its version. Raises _DamagedError for what can't be progress."""
    if not path.is_file():
        raise _DamagedError("is not a file")
    if path.stat().st_size == 0:
        # Never so between two of its own writes: it is made whole elsewhere and renamed.
        raise _DamagedError("is empty")
    engine = file_engine(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            if connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
                raise _DamagedError("is damaged")
            bring_up_to_date(connection)
            _check_tables(connection)
    except DatabaseError as error:
        # Its subclasses are other trouble: a lock, a full disk, a missing right.
        if type(error.orig) is sqlite3.DatabaseError:
            raise _DamagedError("is damaged, or no progress file") from error
        raise
    except UnicodeDecodeError as error:
        # Of a damaged name, in what SQLite has to say about it.
        raise _DamagedError("is damaged") from error
    except ProgressError as error:
        raise ProgressError(f"progress in {path} can't be used: {error}") from error


def _check_tables(connection: Connection) -> None:
    """Raise _DamagedError unless every column is there, which SQLite's own check doesn't tell."""
    for table in Base.metadata.sorted_tables:
        try:
            connection.execute(select(table).limit(0))
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                raise _DamagedError("is damaged") from error
            raise


def _set_aside(path: Path) -> Path:
    """Rename the file, with what SQLite keeps beside it, and return its new path."""
    stem = f"{path.stem}-damaged-{datetime.now():%Y%m%d-%H%M%S}"
    aside, number = path.with_name(f"{stem}{path.suffix}"), 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{stem}-{number}{path.suffix}")
    path.rename(aside)
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if os.path.lexists(beside):
            beside.rename(aside.with_name(aside.name + companion))
    return aside


def _make_file(path: Path) -> None:
    """Make an empty progress file elsewhere, and rename it when it is whole."""
    temporary = path.with_name(f".{path.name}{TEMPORARY_SUFFIX}")
    _remove(temporary)
    try:
        # What the learner answers is nobody else's to read.
        temporary.touch(mode=0o600, exist_ok=False)
        with file_engine(temporary, foreign_keys=False).begin() as connection:
            bring_up_to_date(connection)
        temporary.rename(path)
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    for companion in ("", *_COMPANIONS):
        path.with_name(path.name + companion).unlink(missing_ok=True)


def _copied(path: Path) -> Engine | None:
    """Return a copy of the file in memory, None if it can't be read."""
    engine = memory_engine()
    try:
        copy_file(path, engine)
        with engine.begin() as connection:
            bring_up_to_date(connection)
    except (sqlite3.Error, DBAPIError, ProgressError):
        engine.dispose()
        return None
    return engine


def _in_memory() -> Engine:
    engine = memory_engine()
    with engine.begin() as connection:
        bring_up_to_date(connection)
    return engine

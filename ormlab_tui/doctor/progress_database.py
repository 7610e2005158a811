"""The database that progress is kept in: looked at as it is, with nothing made or mended."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from ormlab_tui.doctor.model import Finding
from ormlab_tui.progress.database import file_engine, parsed, reason, server_engine, shown
from ormlab_tui.progress.model import ProgressError
from ormlab_tui.progress.opening import progress_file
from ormlab_tui.progress.schema import VERSION, VERSION_TABLE, version_of

_SECTION = "progress"


def progress_database(url: str | None) -> Iterator[Finding]:
    """Yield where progress is kept, its version, and whether it can be written."""
    try:
        if url is None:
            yield from _file(progress_file())
            return
        address = parsed(url)
        named = address.database not in (None, "", ":memory:") and not address.query
        if address.get_backend_name() == "sqlite" and named:
            yield from _file(Path(str(address.database)).absolute())
            return
        place = shown(address)
        if address.get_backend_name() == "sqlite":
            advice = "name a file in database_url, as in sqlite:////home/me/progress.sqlite"
            yield Finding(_SECTION, "database", place, "wrong", advice)
            return
        engine = server_engine(address)
        yield from _looked_into(engine, place)
    except ProgressError as error:
        yield Finding(_SECTION, "database", "can't be used", "wrong", str(error))


def _file(path: Path) -> Iterator[Finding]:
    if not os.path.lexists(path):
        yield Finding(_SECTION, "database", f"{path}, not made yet")
        return
    if not path.is_file() or path.stat().st_size == 0:
        advice = "it is no progress: the lab will rename it and begin a new one"
        yield Finding(_SECTION, "database", str(path), "wrong", advice)
        return
    effective = os.access in os.supports_effective_ids
    for place in (path, path.parent):
        if not os.access(place, os.W_OK, effective_ids=effective):
            advice = f"give yourself the right to write {place}: until then nothing is kept"
            yield Finding(_SECTION, "database", str(path), "wrong", advice)
            return
    yield from _looked_into(file_engine(path, foreign_keys=False), str(path))


def _looked_into(engine: Engine, place: str) -> Iterator[Finding]:
    try:
        with engine.connect() as connection:
            version = version_of(connection)
            if version is not None:
                # Written and taken back: that it may be read says nothing.
                connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))
            if engine.dialect.name == "sqlite":
                found = connection.scalar(text("PRAGMA quick_check(1)"))
                if found != "ok":
                    raise ProgressError("it is damaged")
            connection.rollback()
    except (SQLAlchemyError, ProgressError, UnicodeError) as error:
        why = str(error) if isinstance(error, ProgressError) else reason(error, engine.url)
        what = "file" if engine.dialect.name == "sqlite" else "server"
        advice = f"it can't be read and written: {why}; mend the {what} or set database_url anew"
        yield Finding(_SECTION, "database", place, "wrong", advice)
        return
    finally:
        engine.dispose()
    yield Finding(_SECTION, "database", f"{place}, can be written")
    if version is None:
        yield Finding(_SECTION, "schema", "no tables yet: the lab makes them")
    elif version == VERSION:
        yield Finding(_SECTION, "schema", f"version {version}")
    elif version < VERSION:
        words = f"version {version}: the lab brings it to {VERSION}"
        yield Finding(_SECTION, "schema", words, "note")
    else:
        advice = f"a newer ORMLab made it, this one knows versions up to {VERSION}: update ORMLab"
        yield Finding(_SECTION, "schema", f"version {version[:20]}", "wrong", advice)

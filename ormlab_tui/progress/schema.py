"""The schema's version: what a database has, and how it is brought to what this ORMLab needs."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from ormlab_tui.progress.model import ProgressError

#: The last of migrations/versions.
VERSION = "0002"
VERSION_TABLE = "ormlab_version"

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Two labs that open one server's database at once wait for each other with this number.
_POSTGRESQL_LOCK = 0x6F726D6C6162
#: Alembic keeps the migration that is running in module variables.
_one_at_a_time = threading.Lock()


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables, or bring those of an older version to this one, in one transaction.

    Raises ProgressError, and changes nothing, if they are of a newer version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:it)"), {"it": _POSTGRESQL_LOCK})
    version = version_of(connection)
    if version == VERSION:
        return
    if version is not None and version not in _older_versions():
        raise ProgressError(
            f"it is of version {version[:20]!r}, which a newer ORMLab made: this one knows "
            f"versions up to {VERSION!r}, so update ORMLab"
        )
    upgrade(connection)


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables that are there, None if there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: object = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return None if version is None else str(version)


def upgrade(connection: Connection, version: str = VERSION) -> None:
    """Run the migrations from the version that is there to `version`."""
    # Only a new database and an old one need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic fills in what stands after a %.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    with _one_at_a_time:
        command.upgrade(config, version)


def _older_versions() -> list[str]:
    return [path.name[1 : len(VERSION) + 1] for path in _MIGRATIONS.glob("versions/v*.py")]

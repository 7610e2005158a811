"""A database of an older version becomes one of this version, with everything in it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from ormlab_tui.progress import Mark, open_progress, schema
from ormlab_tui.progress.database import file_engine
from ormlab_tui.progress.tables import Base

OLDER = sorted(Path(__file__).parent.glob("versions/*.sql"))


def all_versions() -> list[str]:
    config = Config()
    folder = Path(schema.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    return [revision.revision for revision in revisions][::-1]


def differences(engine: Engine) -> list[object]:
    with engine.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE, "compare_type": True}
        )
        return compare_metadata(context, Base.metadata)


def test_the_schemas_version_is_that_of_the_last_migration() -> None:
    assert all_versions()[-1] == schema.VERSION


def test_there_is_a_database_of_each_older_version_to_test_with() -> None:
    assert [path.stem for path in OLDER] == all_versions()[:-1]


def test_the_migrations_one_by_one_make_the_tables_of_the_models(url: str) -> None:
    engine = create_engine(url)
    for version in all_versions():
        with engine.begin() as connection:
            schema.upgrade(connection, version)
            assert schema.version_of(connection) == version
    assert differences(engine) == []
    engine.dispose()


@pytest.mark.parametrize("dump", OLDER, ids=[path.stem for path in OLDER])
def test_an_older_file_opens_with_everything_in_it(dump: Path, file: Path) -> None:
    load(dump, file)
    with open_progress(path=file).progress as progress:
        first, second = progress.history("ormlab")
        progress.note_review_comment(second.id, "review", 1, "new in this version")
        assert progress.trouble is None
        point = progress.resume_point("ormlab")
        standings = progress.standings("ormlab", datetime(2026, 3, 8, 11, tzinfo=UTC))
    assert differences(file_engine(file)) == []
    assert first.begun == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert first.finished == datetime(2026, 3, 1, 10, 0, 9, tzinfo=UTC)
    [predicted] = first.predictions
    assert predicted.given == "100" and predicted.verdict is not None
    assert predicted.verdict.fact == "999" and not predicted.verdict.right
    assert [hint.number for hint in first.hints] == [1]
    assert first.explanations[0].marks == (Mark("names the identity map", True),)
    assert second.checks[0].results[0].said == "1 != 2"
    assert point is not None and (point.exercise, point.attempt, point.step) == ("1.2", "b" * 32, 7)
    assert [standings[exercise].state for exercise in ("1.1", "1.2")] == ["due again", "begun"]


@pytest.mark.parametrize("dump", OLDER, ids=[path.stem for path in OLDER])
def test_a_migration_that_does_not_end_leaves_the_older_file(dump: Path, file: Path) -> None:
    load(dump, file)
    before = contents(file)
    with pytest.raises(KeyboardInterrupt), file_engine(file).begin() as connection:
        schema.bring_up_to_date(connection)
        raise KeyboardInterrupt
    assert contents(file) == before


def load(dump: Path, file: Path) -> None:
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.executescript(dump.read_text())
    connection.close()


def contents(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    lines = list(connection.iterdump())
    connection.close()
    return lines

"""Progress in a database of its own for each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from ormlab_tui.progress import open_progress
from ormlab_tui.progress.notebook import Progress

POSTGRESQL = os.environ.get("ORMLAB_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'progress.sqlite'}"
        return
    if POSTGRESQL is None:
        pytest.skip("ORMLAB_TEST_POSTGRESQL names no PostgreSQL database to test on")
    schema = f"ormlab_test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(POSTGRESQL).update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def progress(url: str) -> Iterator[Progress]:
    """Progress in the empty database."""
    opened, notice = open_progress(url)
    assert notice is None and opened.kept
    with opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's progress file is or will be."""
    return tmp_path / "data" / "progress.sqlite"

"""It is the database that sets the timestamp, for everyone who inserts a row."""

from datetime import datetime

import pytest
from article_system import Article, Base, create_article
from sqlalchemy import create_engine, inspect, select, text, update
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    """A session on a database of the test's own, with nothing in it."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


def test_row_inserted_without_the_class_has_a_timestamp(session):
    """A row comes from a plain INSERT that does not name created_at."""
    session.execute(
        text("INSERT INTO articles (title, slug, status) VALUES ('Raw', 'raw', 'draft')")
    )
    created_at = session.scalar(select(Article.created_at))
    assert created_at is not None
    assert type(created_at) is datetime


def test_default_is_worked_out_for_each_row(session):
    """The default in the table is an expression, no constant."""
    described = inspect(session.connection()).get_columns("articles")
    defaults = {column["name"]: column["default"] or "" for column in described}
    assert "created_at" in defaults, "the table has no column created_at"
    default = defaults["created_at"]
    assert not default.startswith("'"), f"every article would get the same moment, {default}"


def test_timestamp_may_be_missing(session):
    """An article from the archive is given a created_at of None."""
    article = create_article(session, "From the archive", "archive")
    session.execute(update(Article).values(created_at=None))
    session.refresh(article)
    assert article.created_at is None

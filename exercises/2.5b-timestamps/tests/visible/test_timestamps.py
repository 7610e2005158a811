"""An article knows when it was created: from the database, not before."""

from datetime import datetime

import pytest
from article_system import Article, Base, create_article
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    """A session on a database of the test's own, with nothing in it."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


def test_created_at_populated(session):
    article = create_article(session, "Timestamped", "ts-test")
    assert article.created_at is not None
    assert isinstance(article.created_at, datetime)


def test_created_at_not_set_before_commit():
    article = Article(title="Test", slug="test-pre-commit")
    assert article.created_at is None

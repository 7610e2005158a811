"""Searching by a part of the title, by the status, by both and by neither."""

import pytest
from article_system import Base, create_article, get_article, search_articles, update_article
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    """A session on a database of the test's own, with nothing in it."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


def test_search_by_title(session):
    create_article(session, "Learning Python", "python-101")
    create_article(session, "Advanced SQL", "sql-201")
    create_article(session, "Python for Backend", "python-backend")

    results = search_articles(session, title_contains="python")
    assert len(results) == 2
    assert all("python" in article.title.lower() for article in results)


def test_search_by_status(session):
    first = create_article(session, "Draft One", "draft-1")
    create_article(session, "Draft Two", "draft-2")
    update_article(session, first.id, status="published")

    drafts = search_articles(session, status="draft")
    assert len(drafts) == 1
    assert drafts[0].slug == "draft-2"


def test_search_combined_filters(session):
    create_article(session, "Python Draft", "py-draft")
    create_article(session, "Python Published", "py-pub")
    update_article(session, get_article(session, 2).id, status="published")
    create_article(session, "SQL Draft", "sql-draft")

    results = search_articles(session, title_contains="python", status="draft")
    assert len(results) == 1
    assert results[0].slug == "py-draft"


def test_search_no_filters_returns_all(session):
    create_article(session, "One", "one")
    create_article(session, "Two", "two")
    assert len(search_articles(session)) == 2

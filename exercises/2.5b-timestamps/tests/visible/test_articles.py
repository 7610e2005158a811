"""What the article system has always done, and must go on doing."""

import pytest
from article_system import (
    Base,
    create_article,
    delete_article,
    get_article,
    list_articles,
    update_article,
)
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    """A session on a database of the test's own, with nothing in it."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


def test_create_article(session):
    article = create_article(session, "Test Title", "test-title", "Body text")
    assert article.id is not None
    assert article.title == "Test Title"
    assert article.slug == "test-title"
    assert article.body == "Body text"
    assert article.status == "draft"


def test_get_article(session):
    created = create_article(session, "Get Test", "get-test")
    found = get_article(session, created.id)
    assert found is not None
    assert found.title == "Get Test"


def test_get_nonexistent_article(session):
    assert get_article(session, 9999) is None


def test_list_articles(session):
    create_article(session, "Article A", "slug-a")
    create_article(session, "Article B", "slug-b")
    assert len(list_articles(session)) == 2


def test_update_article(session):
    article = create_article(session, "Old Title", "update-test")
    updated = update_article(session, article.id, title="New Title")
    assert updated is not None
    assert updated.title == "New Title"
    assert updated.slug == "update-test"


def test_delete_article(session):
    article = create_article(session, "Delete Me", "delete-test")
    assert delete_article(session, article.id) is True
    assert get_article(session, article.id) is None

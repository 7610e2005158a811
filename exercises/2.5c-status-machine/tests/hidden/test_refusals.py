"""What publishing and refusing to publish leave behind."""

import pytest
from article_system import (
    ArticleNotFoundError,
    Base,
    InvalidStatusTransitionError,
    create_article,
    get_article,
    publish_article,
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


def test_only_a_draft_can_be_published(session):
    """An archived article is refused."""
    article = create_article(session, "Old news", "old-news")
    update_article(session, article.id, status="archived")

    with pytest.raises(InvalidStatusTransitionError):
        publish_article(session, article.id)


def test_refused_article_stays_as_it_was_whatever_is_committed_next(session):
    """An archived article is refused; then its session commits."""
    article = create_article(session, "Old news", "old-news")
    update_article(session, article.id, status="archived")

    with pytest.raises(InvalidStatusTransitionError):
        publish_article(session, article.id)
    session.commit()

    assert get_article(session, article.id).status == "archived"


def test_published_article_stays_published_after_a_rollback(session):
    """A draft is published; then its session rolls back."""
    article = create_article(session, "For good", "for-good")
    publish_article(session, article.id)
    session.rollback()

    assert get_article(session, article.id).status == "published"


def test_other_drafts_stay_drafts(session):
    """One of two drafts is published."""
    first = create_article(session, "First", "first")
    second = create_article(session, "Second", "second")
    publish_article(session, first.id)

    session.refresh(second)
    assert second.status == "draft"


def test_errors_say_what_they_are_about(session):
    """The messages have the id in them, or the two statuses."""
    article = create_article(session, "Old news", "old-news")
    update_article(session, article.id, status="archived")

    with pytest.raises(ArticleNotFoundError) as missing:
        publish_article(session, 9999)
    assert "9999" in str(missing.value)

    with pytest.raises(InvalidStatusTransitionError) as refused:
        publish_article(session, article.id)
    assert "archived" in str(refused.value)
    assert "published" in str(refused.value)

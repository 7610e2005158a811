"""A draft can be published, once; everything else is refused."""

import pytest
from article_system import (
    ArticleNotFoundError,
    Base,
    InvalidStatusTransitionError,
    create_article,
    publish_article,
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


def test_publish_draft_article(session):
    article = create_article(session, "My Draft", "pub-test")
    assert article.status == "draft"

    published = publish_article(session, article.id)
    assert published.status == "published"


def test_publish_nonexistent_article(session):
    with pytest.raises(ArticleNotFoundError):
        publish_article(session, 9999)


def test_publish_already_published(session):
    article = create_article(session, "Already Done", "already-pub")
    publish_article(session, article.id)

    with pytest.raises(InvalidStatusTransitionError):
        publish_article(session, article.id)


def test_publish_does_not_corrupt_other_fields(session):
    article = create_article(session, "Keep My Data", "no-corrupt", "Important body")
    published = publish_article(session, article.id)
    assert published.title == "Keep My Data"
    assert published.body == "Important body"
    assert published.slug == "no-corrupt"

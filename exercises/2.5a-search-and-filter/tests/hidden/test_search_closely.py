"""Searches on a database that is less obliging than SQLite is by itself."""

import pytest
from article_system import Base, create_article, search_articles, update_article
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session


@pytest.fixture
def session():
    """A session whose LIKE minds the case, and whose SELECTs without ORDER BY run backwards."""
    engine = create_engine("sqlite://")

    @event.listens_for(engine, "connect")
    def be_strict(connection, record):
        connection.execute("PRAGMA case_sensitive_like = ON")
        connection.execute("PRAGMA reverse_unordered_selects = ON")

    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


def titles(articles):
    return [article.title for article in articles]


def test_case_does_not_matter_either_way(session):
    """Titles in any case, searched for in any case, where LIKE itself minds the case."""
    create_article(session, "Learning Python", "one")
    create_article(session, "PYTHON AND SQL", "two")
    create_article(session, "pythonic code", "three")

    everything = ["Learning Python", "PYTHON AND SQL", "pythonic code"]
    for text in ("python", "PyThOn"):
        found = search_articles(session, title_contains=text)
        assert sorted(titles(found)) == sorted(everything)


@pytest.mark.parametrize(
    "filters",
    [{}, {"title_contains": "a"}, {"status": "draft"}],
    ids=["no-filter", "title", "status"],
)
def test_results_are_ordered_by_id(session, filters):
    """Results come by id, whichever filters are given."""
    for slug, title in enumerate(["Zebra", "Llama", "Panda", "Alpaca"]):
        create_article(session, title, str(slug))

    ids = [article.id for article in search_articles(session, **filters)]
    assert ids == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "found"),
    [("100%", "Sales up 100%"), ("my_sql", "Using my_sql"), ("c:\\", "On c:\\")],
    ids=["percent", "underscore", "backslash"],
)
def test_text_is_taken_as_it_stands(session, text, found):
    """Signs that mean something in a LIKE pattern stand for themselves."""
    create_article(session, "Sales up 100%", "one")
    create_article(session, "100 recipes", "two")
    create_article(session, "Using my_sql", "three")
    create_article(session, "Using mysql and my-sql", "four")
    create_article(session, "On c:\\", "five")

    assert titles(search_articles(session, title_contains=text)) == [found]


def test_status_is_the_whole_status(session):
    """An article that is unpublished is not published."""
    first = create_article(session, "Out again", "one")
    second = create_article(session, "Still in", "two")
    update_article(session, first.id, status="unpublished")
    update_article(session, second.id, status="published")

    assert titles(search_articles(session, status="published")) == ["Still in"]


def test_filters_that_fit_nothing(session):
    """Nothing fits, or nothing fits both filters: the list is empty."""
    create_article(session, "Learning Python", "one")

    assert search_articles(session, title_contains="cobol") == []
    assert search_articles(session, title_contains="python", status="published") == []

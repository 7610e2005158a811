"""Signing up, looked at between its statements: from other sessions, and while things fail."""

from contextlib import contextmanager, suppress

import pytest
from accounts import create_user_with_profile, register_user
from models import Base, Profile, User
from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


class LineCut(Exception):
    """Something that has nothing to do with names that are taken."""


def connect(path):
    # Nobody waits for a lock: who waits in the one thread there is would wait for ever.
    return create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})


@pytest.fixture
def engine(tmp_path):
    engine = connect(tmp_path / "accounts.db")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def elsewhere(engine, tmp_path):
    """Another engine for the same file, whose statements are not listened to."""
    engine = connect(tmp_path / "accounts.db")
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


def usernames(engine):
    with Session(engine) as session:
        return sorted(session.scalars(select(User.username)))


@contextmanager
def before_insert(engine, model, act):
    """Act just before the first INSERT into a model's table is sent."""
    start = f"INSERT INTO {model.__table__.name} ".upper()
    done = []

    def heard(connection, cursor, statement, *_):
        if statement.upper().startswith(start) and not done:
            done.append(statement)
            act()

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield done
    finally:
        event.remove(engine, "before_cursor_execute", heard)


def cut_the_line():
    raise LineCut


class TestAtomic:
    def test_nobody_sees_the_user_before_its_profile(self, engine, elsewhere, session):
        """user and profile become visible together"""
        seen = []
        with before_insert(engine, Profile, lambda: seen.extend(usernames(elsewhere))) as inserts:
            create_user_with_profile(session, "wanda", "wanda@example.com", "Plays the tuba.")
        assert len(inserts) == 1, "no profile was inserted"
        assert seen == [], "before the profile was inserted, other sessions saw the user already"

    def test_a_failure_before_the_profile_leaves_no_user(self, engine, elsewhere, session):
        """the line is cut before the profile is inserted: no user remains"""
        with before_insert(engine, Profile, cut_the_line), pytest.raises(LineCut):
            create_user_with_profile(session, "wanda", "wanda@example.com", "Plays the tuba.")
        session.rollback()
        assert usernames(elsewhere) == []

    def test_the_profile_has_the_id_that_the_flush_gave(self, engine, session):
        """the id is there before the commit, and is the one that the profile has"""
        for name in ("wanda", "yusuf"):
            register_user(session, name, f"{name}@example.com")
        user = create_user_with_profile(session, "zora", "zora@example.com", "Draws.")
        owner = session.scalars(select(Profile.user_id)).one()
        assert owner == user.id

    def test_the_session_is_usable_after_a_bad_profile(self, engine, session):
        """after a profile that could not be saved, the name can still be had"""
        with suppress(IntegrityError):
            create_user_with_profile(session, "zora", "zora@example.com", None)
        session.rollback()
        assert create_user_with_profile(session, "zora", "zora@example.com", "Draws.") is not None
        assert usernames(engine) == ["zora"]


class TestTaken:
    @pytest.mark.parametrize("sign_up", ["register_user", "create_user_with_profile"])
    def test_a_name_taken_at_the_last_moment_gives_none(self, engine, elsewhere, session, sign_up):
        """somebody else takes the name just before the INSERT"""

        def somebody_is_faster():
            with Session(elsewhere) as other:
                other.add(User(username="wanda", email="faster@example.com"))
                other.commit()

        with before_insert(engine, User, somebody_is_faster):
            if sign_up == "register_user":
                user = register_user(session, "wanda", "wanda@example.com")
            else:
                user = create_user_with_profile(session, "wanda", "wanda@example.com", "Sings.")
        assert user is None
        assert register_user(session, "yusuf", "yusuf@example.com") is not None
        assert usernames(elsewhere) == ["wanda", "yusuf"]

    def test_an_error_of_another_kind_is_not_called_taken(self, engine, session):
        """an error that is no taken name must reach the caller"""
        with before_insert(engine, User, cut_the_line), pytest.raises(LineCut):
            register_user(session, "wanda", "wanda@example.com")
        session.rollback()
        with before_insert(engine, User, cut_the_line), pytest.raises(LineCut):
            create_user_with_profile(session, "wanda", "wanda@example.com", "Sings.")

    def test_who_was_refused_is_not_saved_later(self, engine, elsewhere, session):
        """the refused user is gone from the session"""
        register_user(session, "wanda", "wanda@example.com")
        register_user(session, "wanda", "other@example.com")
        create_user_with_profile(session, "wanda", "another@example.com", "Sings.")
        session.commit()
        assert usernames(elsewhere) == ["wanda"]

"""What signing up has to do. Read-only: changed, it is laid here anew."""

from contextlib import suppress

import pytest
from accounts import create_user_with_profile, register_user
from models import Base, Profile, User
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


@pytest.fixture
def engine(tmp_path):
    # A file, so that each session has a connection of its own.
    engine = create_engine(f"sqlite:///{tmp_path / 'accounts.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


def usernames(engine):
    """Return the names that a session of its own finds."""
    with Session(engine) as session:
        return sorted(session.scalars(select(User.username)))


def bios(engine):
    """Return each username with the bio of its profile, as a session of its own finds them."""
    joined = select(User.username, Profile.bio).join(Profile, Profile.user_id == User.id)
    with Session(engine) as session:
        return sorted(tuple(row) for row in session.execute(joined))


class TestRegisterUser:
    def test_a_new_user_has_an_id_and_is_saved(self, engine, session):
        user = register_user(session, "wanda", "wanda@example.com")
        assert user.id is not None
        assert user.username == "wanda"
        assert usernames(engine) == ["wanda"]

    def test_a_taken_username_gives_none(self, engine, session):
        register_user(session, "wanda", "wanda@example.com")
        assert register_user(session, "wanda", "other@example.com") is None
        assert usernames(engine) == ["wanda"]

    def test_a_taken_address_gives_none(self, engine, session):
        register_user(session, "wanda", "wanda@example.com")
        assert register_user(session, "yusuf", "wanda@example.com") is None
        assert usernames(engine) == ["wanda"]

    def test_the_session_is_usable_after_a_taken_name(self, engine, session):
        wanda = register_user(session, "wanda", "wanda@example.com")
        register_user(session, "wanda", "other@example.com")
        assert wanda.username == "wanda"
        assert register_user(session, "yusuf", "yusuf@example.com").username == "yusuf"
        assert usernames(engine) == ["wanda", "yusuf"]


class TestCreateUserWithProfile:
    def test_both_are_saved_and_belong_together(self, engine, session):
        register_user(session, "wanda", "wanda@example.com")
        user = create_user_with_profile(session, "yusuf", "yusuf@example.com", "Listens.")
        assert user.id is not None
        assert user.username == "yusuf"
        assert bios(engine) == [("yusuf", "Listens.")]

    def test_a_taken_username_gives_none_and_no_profile(self, engine, session):
        create_user_with_profile(session, "wanda", "wanda@example.com", "Plays the tuba.")
        again = create_user_with_profile(session, "wanda", "other@example.com", "Sings.")
        assert again is None
        assert bios(engine) == [("wanda", "Plays the tuba.")]

    def test_the_session_is_usable_after_a_taken_name(self, engine, session):
        create_user_with_profile(session, "wanda", "wanda@example.com", "Plays the tuba.")
        create_user_with_profile(session, "wanda", "other@example.com", "Sings.")
        create_user_with_profile(session, "yusuf", "yusuf@example.com", "Listens.")
        assert bios(engine) == [("wanda", "Plays the tuba."), ("yusuf", "Listens.")]

    def test_without_its_profile_there_is_no_user(self, engine, session):
        # The table forbids an empty bio. Whether that is raised or not, nothing may be saved.
        with suppress(IntegrityError):
            create_user_with_profile(session, "zora", "zora@example.com", None)
        assert usernames(engine) == []
        with Session(engine) as later:
            assert later.scalar(select(func.count(Profile.id))) == 0

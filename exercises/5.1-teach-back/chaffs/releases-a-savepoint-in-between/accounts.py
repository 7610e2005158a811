"""Signing up."""

from models import Profile, User
from sqlalchemy.exc import IntegrityError


def register_user(session, username, email):
    """Save a new user and return it; None if the username or the e-mail address is taken."""
    user = _add_user(session, username, email)
    if user is not None:
        session.commit()
    return user


def create_user_with_profile(session, username, email, bio):
    """Save a new user with a profile and return the user; None if it is taken."""
    user = _add_user(session, username, email)
    if user is None:
        return None

    session.add(Profile(user_id=user.id, bio=bio))
    try:
        session.commit()
    except IntegrityError:
        # The profile is at fault. That is no taken name: the user goes too, and the caller
        # hears of it, with a session that can be used.
        session.rollback()
        raise
    return user


def _add_user(session, username, email):
    """Send the INSERT of a new user, so that it has its id, without committing it."""
    user = User(username=username, email=email)
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        return None
    return user

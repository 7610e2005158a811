"""Signing up."""

from models import Profile, User
from sqlalchemy.exc import IntegrityError


def register_user(session, username, email):
    """Save a new user and return it; None if the username or the e-mail address is taken."""
    try:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return user
    except IntegrityError:
        session.rollback()
        return None


def create_user_with_profile(session, username, email, bio):
    """Save a new user with a profile and return the user; None if it is taken."""
    user = register_user(session, username, email)
    if user is None:
        return None

    profile = Profile(user_id=user.id, bio=bio)
    session.add(profile)
    session.commit()
    return user

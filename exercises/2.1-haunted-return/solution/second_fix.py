"""The second way to give create_user's caller something that can be used."""

from typing import NamedTuple

from haunted import SessionLocal, User


class NewUser(NamedTuple):
    id: int
    username: str
    email: str


def create_user(username: str, email: str) -> NewUser:
    """Save a new user and return its values."""
    with SessionLocal() as session:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return NewUser(user.id, user.username, user.email)

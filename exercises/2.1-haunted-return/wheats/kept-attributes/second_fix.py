"""The second way to give create_user's caller something that can be used."""

from haunted import SessionLocal, User


def create_user(username: str, email: str) -> User:
    """Save a new user and return it."""
    with SessionLocal(expire_on_commit=False) as session:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return user

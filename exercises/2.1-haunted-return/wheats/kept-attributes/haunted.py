"""A web shop's users: created by a helper function, used by whoever called it."""

from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)
    email: Mapped[str] = mapped_column(String(255))

    def __repr__(self) -> str:
        return f"User(id={self.id!r}, username={self.username!r})"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


def create_user(username: str, email: str) -> User:
    """Save a new user and return it."""
    with SessionLocal() as session:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return user


if __name__ == "__main__":
    new_user = create_user("alice", "alice@example.com")

    # Is she in the database?
    with SessionLocal() as session:
        print("found:", session.get(User, 1))

    # And what does the caller have in hand?
    try:
        print("returned:", new_user.username)
    except Exception as error:
        print("error:", type(error).__name__)

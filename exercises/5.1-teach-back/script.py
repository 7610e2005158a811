"""The pull request's functions, with a taken name and a bad profile."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import ForeignKey, String, create_engine, func, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)


class Profile(Base):
    __tablename__ = "profiles"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    bio: Mapped[str] = mapped_column(String(500))


def register_user(session, username, email):
    try:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return user
    except IntegrityError:
        return None


def create_user_with_profile(session, username, email, bio):
    user = register_user(session, username, email)
    if user is None:
        return None

    profile = Profile(user_id=user.id, bio=bio)
    session.add(profile)
    session.commit()
    return user


# A database in a file, so that each session has a connection of its own.
folder = TemporaryDirectory()
engine = create_engine(f"sqlite:///{Path(folder.name, 'accounts.db')}")
Base.metadata.create_all(engine)

# What does a flush do that a commit does not?
with Session(engine) as session:
    draft = User(username="draft", email="d@e.org")
    session.add(draft)
    session.flush()
    print("after the flush the draft has the id", draft.id)
    with Session(engine) as other:
        others_count = other.scalar(select(func.count(User.id)))
        print("another session counts", others_count)
    session.rollback()

# Three sign up in one session. The second wants a name that is taken.
with Session(engine) as session:
    first = create_user_with_profile(session, "wanda", "w@a.org", "Tuba.")
    print("first:", first.username)
    second = create_user_with_profile(session, "wanda", "v@b.org", "Sings.")
    print("second:", second)
    try:
        third = create_user_with_profile(session, "yusuf", "y@c.de", "Go.")
        print("third:", third.username)
    except SQLAlchemyError as error:
        print("third:", type(error).__name__)

# Somebody leaves the profile empty, which the table forbids.
with Session(engine) as session:
    try:
        create_user_with_profile(session, "zora", "z@d.org", None)
    except IntegrityError:
        print("zora has no profile")

with Session(engine) as session:
    print("users:", session.scalars(select(User.username)).all())
    print("profiles:", session.scalar(select(func.count(Profile.id))))

engine.dispose()
folder.cleanup()

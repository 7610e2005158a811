"""A name is taken, the error is caught, and the same session goes on."""

from contextlib import suppress

from sqlalchemy import String, create_engine, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    alice = User(username="alice", email="alice@example.com")
    session.add(alice)
    session.commit()
    print(alice.username, "has signed up")

    # Somebody else would like the same name.
    try:
        second_alice = User(username="alice", email="al@example.org")
        session.add(second_alice)
        session.commit()
    except IntegrityError:
        print("that name is taken; caught, so on we go")

    # Four things to ask of the session. One that raises prints nothing.
    with suppress(SQLAlchemyError):
        print("the refused address:", second_alice.email)
    with suppress(SQLAlchemyError):
        print("alice's address:", alice.email)
    with suppress(SQLAlchemyError):
        print("user 1 again:", session.get(User, 1).username)
    with suppress(SQLAlchemyError):
        print("all names:", session.scalars(select(User.username)).all())

    # Bob wants nothing that is taken.
    bob = User(username="bob", email="bob@example.com")
    try:
        session.add(bob)
        session.commit()
        print("bob has signed up")
    except SQLAlchemyError as error:
        print("bob could not sign up:", type(error).__name__)

    session.rollback()
    print("after rollback(), alice's address:", alice.email)
    print("is bob in the session?", bob in session)

    session.add(bob)
    session.commit()

# Who is in?
with Session(engine) as session:
    print("users:", session.scalars(select(User.username)).all())

"""A class gains a column, and the table for it is already there."""

from sqlalchemy import String, create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite://")


# Monday's program.
class Monday(DeclarativeBase):
    pass


class Member(Monday):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


Monday.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Member(name="Ann"))
    session.commit()


# Tuesday's program: Member has a status as well, and Visit is new.
class Tuesday(DeclarativeBase):
    pass


class Member(Tuesday):
    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str | None] = mapped_column(String(20), default="active")


class Visit(Tuesday):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))


Tuesday.metadata.create_all(engine)
print("create_all() has run")

all_members = select(Member).order_by(Member.id)

with Session(engine) as session:
    session.add(Visit(day="Tuesday"))
    session.commit()
    print("a visit is saved")

    try:
        print("members:", len(session.scalars(all_members).all()))
    except SQLAlchemyError as error:
        print("the SELECT fails:", error.orig)

with Session(engine) as session:
    try:
        session.add(Member(name="Ben"))
        session.commit()
        print("Ben is saved")
    except SQLAlchemyError as error:
        print("the INSERT fails:", error.orig)

# By hand, what create_all() did not do.
with engine.begin() as connection:
    connection.execute(text("ALTER TABLE members ADD status VARCHAR(20)"))

with Session(engine) as session:
    session.add(Member(name="Ben"))
    session.commit()
    for member in session.scalars(all_members):
        print(member.name, "is", member.status)

"""create_all() sends no ALTER: a new mapped column fails at the first statement."""

from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class OldBase(DeclarativeBase):
    pass


class NewBase(DeclarativeBase):
    pass


class OldTool(OldBase):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class NewTool(NewBase):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    colour: Mapped[str | None]


engine = create_engine("sqlite://")
OldBase.metadata.create_all(engine)
NewBase.metadata.create_all(engine)
session = Session(engine)
session.add(OldTool(name="saw"))
session.commit()
try:
    session.scalars(select(NewTool)).all()
except OperationalError as error:
    print("select:", error.orig)
session.add(NewTool(name="axe"))
try:
    session.flush()
except OperationalError as error:
    print("insert:", error.orig)
session.rollback()
print(session.scalars(select(OldTool.name)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

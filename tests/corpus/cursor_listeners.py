"""A before_cursor_execute listener of the script that changes the SQL that is sent."""

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
seen = []


@event.listens_for(engine, "before_cursor_execute", retval=True)
def comment(connection, cursor, statement, parameters, context, executemany):
    seen.append(statement.split()[0])
    return statement + " /* checked */", parameters


@event.listens_for(engine, "after_cursor_execute")
def after(connection, cursor, statement, parameters, context, executemany):
    seen.append(statement[-13:])


@event.listens_for(engine, "begin")
def begin(connection):
    seen.append("begin")


session = Session(engine)
session.add(Tool(name="saw", price=1))
session.commit()
event.remove(engine, "before_cursor_execute", comment)
print(session.scalars(select(Tool.name)).all())
session.rollback()
print(seen)
print("identity map:", sorted(session.identity_map.keys(), key=str))

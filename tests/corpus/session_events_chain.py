"""A listener that flushes, loads and adds within the session's own events."""

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

class Entry(Base):
    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


@event.listens_for(Session, "before_flush")
def write_entries(session, context, instances):
    for tool in sorted(session.dirty, key=lambda tool: tool.id):
        session.add(Entry(text=f"{tool.name} changed, {session.scalar(select(Tool.id))} first"))


@event.listens_for(Tool, "after_insert")
def inserted(mapper, connection, tool):
    connection.execute(Entry.__table__.insert(), {"text": f"{tool.name} inserted"})


@event.listens_for(Session, "do_orm_execute")
def only_cheap(state):
    if state.is_select and state.is_orm_statement and not state.is_column_load:
        state.statement = state.statement.execution_options(seen=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
saw = Tool(name="saw", price=1)
session.add_all([saw, Tool(name="axe", price=2)])
session.commit()
saw.price = 2
session.commit()
print(session.scalars(select(Entry.text).order_by(Entry.id)).all())
with session.no_autoflush:
    saw.price = 3
    print(session.scalars(select(Tool.price).order_by(Tool.id)).all())
print(session.scalars(select(Tool.price).order_by(Tool.id)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

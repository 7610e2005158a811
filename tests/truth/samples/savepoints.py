"""Savepoints, and the ways in which a transaction of SQLite is not real."""

from sqlalchemy import create_engine
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
session = Session(engine)
session.add(Tool(name="outer", price=1))
nested = session.begin_nested()  # [begin_nested]
inner = Tool(name="inner", price=2)
session.add(inner)
session.flush()  # [flush inner]
nested.rollback()  # [rollback nested]
nested = session.begin_nested()  # [second]
session.add(Tool(name="second", price=3))
nested.commit()  # [release]
session.commit()  # [commit]
lonely = session.begin_nested()
session.add(Tool(name="stays", price=4))
lonely.commit()
session.rollback()  # [rollback released]
session.get(Tool, 1)
session.rollback()  # [rollback read]

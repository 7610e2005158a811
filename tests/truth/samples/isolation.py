"""A file database: the row inside the transaction, and what everyone else sees."""

import tempfile

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

with tempfile.TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/tools.db")
    Base.metadata.create_all(engine)  # [create]
    writer, reader = Session(engine), Session(engine)
    saw = Tool(name="saw", price=1)
    writer.add(saw)  # [add]
    writer.flush()  # [flush]
    seen = reader.scalars(select(Tool)).all()  # [read]
    reader.rollback()
    writer.commit()  # [commit]
    saw.price = 2
    writer.flush()  # [flush change]
    writer.rollback()  # [rollback]
    mine, yours = writer.get(Tool, 1), reader.get(Tool, 1)  # [both]
    mine.price = 10
    writer.commit()  # [mine]
    stale = yours.price  # [stale]
    reader.rollback()
    yours.price = 20
    reader.commit()  # [yours]
    last = mine.price  # [last wins]
    writer.close()
    reader.close()
    engine.dispose()

"""On :memory: the sessions of one thread share one connection."""

from sqlalchemy import create_engine, select
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
writer, reader = Session(engine), Session(engine)
writer.add(Tool(name="saw", price=1))
writer.flush()  # [flush]
seen = reader.scalars(select(Tool)).all()  # [read]
reader.rollback()  # [rollback]
print("done")

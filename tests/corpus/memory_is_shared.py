"""On sqlite:///:memory: two sessions of one thread share one connection."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite:///:memory:")
Base.metadata.create_all(engine)
writer, reader = Session(engine), Session(engine)
writer.add(Tool(name="uncommitted", price=1))
writer.flush()
print("the other sees:", reader.scalars(select(Tool.name)).all())
reader.rollback()
print("its rollback wiped:", writer.scalars(select(Tool.name)).all())
writer.commit()
print("committed:", reader.scalars(select(Tool.name)).all())
for name, session in (("writer", writer), ("reader", reader)):
    print(name, len(session.identity_map), session.in_transaction())

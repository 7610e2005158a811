"""Streaming with yield_per: objects come and go in batches."""

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
with Session(engine) as seed:
    seed.add_all([Tool(name=f"tool {n}", price=n) for n in range(7)])
    seed.commit()
session = Session(engine)
statement = select(Tool).order_by(Tool.id).execution_options(yield_per=3)
held = []
for tool in session.scalars(statement):
    held.append(len(session.identity_map))
print("held while streaming:", max(held), len(held))
del tool
print("held after:", len(session.identity_map))
for partition in session.scalars(statement).partitions():
    print([tool.name for tool in partition])
session.rollback()
print("identity map:", sorted(session.identity_map.keys(), key=str))

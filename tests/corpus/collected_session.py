"""A session that is garbage collected without close() detaches its objects."""

import gc

from sqlalchemy import create_engine, inspect, select
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
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()


def load():
    session = Session(engine)
    return session.get(Tool, 1)


saw = load()
gc.collect()
print("detached:", inspect(saw).detached, saw.name, inspect(saw).session)
session = Session(engine)
axe = session.scalars(select(Tool).where(Tool.id == 2)).one()
axe.price = 1
session.flush()
del session
gc.collect()
print("detached:", inspect(axe).detached, axe.price)
session = Session(engine)
print("its UPDATE is gone:", session.get(Tool, 2).price, session.get(Tool, 1) is saw)
print("identity map:", sorted(session.identity_map.keys(), key=str))

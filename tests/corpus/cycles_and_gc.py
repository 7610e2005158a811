"""Objects in cycles leave the identity map when the collector runs, not before."""

import gc

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
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()
gc.collect()
gc.disable()
session = Session(engine)
saw = session.scalars(select(Tool).where(Tool.name == "saw")).one()
saw.__dict__["myself"] = [saw]
print("held:", len(session.identity_map))
del saw
print("in a cycle:", len(session.identity_map))
gc.collect()
print("collected:", len(session.identity_map))
axe = session.scalars(select(Tool).where(Tool.name == "axe")).one()
try:
    raise ValueError(axe)
except ValueError as error:
    kept = error
del axe
print("held by an exception:", len(session.identity_map))
del kept
gc.collect()
print("let go:", len(session.identity_map))
gc.enable()
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""The identity map holds objects weakly."""

import gc

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
with Session(engine) as seed:
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()
gc.disable()
session = Session(engine)
saw, axe = session.get(Tool, 1), session.get(Tool, 2)  # [get]
del saw  # [del]
axe.price = 1
del axe  # [del modified]
session.flush()  # [flush]
awl = session.get(Tool, 3)
del session  # [del session]
gc.collect()  # [collect]
print(awl.name)  # [end]

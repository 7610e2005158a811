"""Mapped instances as keys of a dictionary and members of a set, hashed by a column."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

hashed = []


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __hash__(self):
        hashed.append(self.name)
        return len(self.name)

    def __eq__(self, other):
        return isinstance(other, Tool) and self.name == other.name


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
saw, axe = Tool(name="saw"), Tool(name="hatchet")
session.add(saw)
session.add(axe)
session.flush()
hashed.clear()
prices = {saw: 30, axe: 40}
chosen = {saw, Tool(name="saw")}
print(prices[saw], len(chosen), hashed)
session.commit()
print(saw in prices, session.in_transaction(), hashed)
print(session.scalars(select(Tool).order_by(Tool.id)).all() == [saw, axe])
print(len(session.identity_map), len(hashed))

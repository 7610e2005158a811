"""Generators that yield rows and objects, closed early and run to the end."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

def names(session):
    try:
        for tool in session.scalars(select(Tool).order_by(Tool.id)):
            yield tool.name
    finally:
        print("generator ends with", len(session.identity_map))


def doubled(values):
    for value in values:
        yield value * 2


def chained(session):
    result = yield from names(session)
    return result


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as seed:
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()
session = Session(engine)
print(list(doubled(names(session))))
early = chained(session)
print(next(early))
early.close()
session.rollback()
for partition in session.scalars(select(Tool).order_by(Tool.id)).partitions(2):
    print([tool.name for tool in partition])
total = sum(tool.price for tool in session.scalars(select(Tool)) if tool.price > 5)
print(total)
print("identity map:", sorted(session.identity_map.keys(), key=str))

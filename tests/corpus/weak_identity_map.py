"""The identity map is weak: it empties as soon as nobody holds an object."""

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
session = Session(engine)
tools = session.scalars(select(Tool).order_by(Tool.id)).all()
print("held:", len(session.identity_map))
first = tools[0]
del tools
print("one held:", len(session.identity_map))
first.price = 31
del first
print("modified, so kept:", len(session.identity_map))
session.flush()
print("flushed:", len(session.identity_map))


def look(session):
    tool = session.get(Tool, 2)
    return tool.name, len(session.identity_map)


print("in a function:", look(session))
print("after it:", len(session.identity_map))
for tool in session.scalars(select(Tool)):
    print("in the loop:", tool.name)
print("loop variable holds:", len(session.identity_map))
tool = None
print("nothing held:", len(session.identity_map))
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

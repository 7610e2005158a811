"""begin_nested that commits, rolls back, and is used as a context manager."""

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
session = Session(engine)
session.add(Tool(name="outer", price=1))
session.flush()
nested = session.begin_nested()
kept = Tool(name="kept", price=2)
session.add(kept)
nested.commit()
nested = session.begin_nested()
lost = Tool(name="lost", price=3)
session.add(lost)
session.flush()
kept.price = 99
nested.rollback()
print("kept:", kept.price, "lost in session:", lost in session)
try:
    with session.begin_nested():
        session.add(Tool(name="failing", price=4))
        session.flush()
        raise KeyError("on purpose")
except KeyError as error:
    print("caught", error)
with session.begin_nested():
    with session.begin_nested():
        session.add(Tool(name="deep", price=5))
session.commit()
print(session.scalars(select(Tool.name).order_by(Tool.id)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

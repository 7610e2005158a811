"""get, query, autoflush, an explicit flush and a commit, each seen from the next line."""

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
saw = Tool(name="saw", price=30)
session.add(saw)
print("after add:", saw.id, len(session.new))
print("autoflush:", session.scalars(select(Tool)).all() == [saw], saw.id)
saw.price = 35
session.flush()
print("same object:", session.get(Tool, 1) is saw)
session.commit()
print("after commit:", saw.price)
print("missing:", session.get(Tool, 99), session.get(Tool, 99))
session.add(Tool(id=7, name="axe", price=40))
print("get of a pending key:", session.get(Tool, 7).name)
axe = session.query(Tool).filter_by(name="axe").one()
session.delete(axe)
session.flush()
print("deleted:", sorted(session.deleted, key=lambda tool: tool.id), axe in session)
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

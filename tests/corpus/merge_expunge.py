"""merge, expunge, expunge_all, refresh and expire."""

from sqlalchemy import create_engine, inspect
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
saw = session.get(Tool, 1)
session.expunge(saw)
print("expunged:", inspect(saw).detached, saw.name)
saw.price = 33
merged = session.merge(saw)
print("merged is another:", merged is not saw, merged.price, merged in session.dirty)
session.commit()
fresh = session.merge(Tool(id=9, name="new", price=9))
print("merged new:", inspect(fresh).pending)
session.flush()
session.expire(fresh, ["name"])
print("expired name read:", fresh.name)
fresh.price = 10
session.refresh(fresh)
print("refreshed:", fresh.price)
session.refresh(fresh, ["name"])
unloaded = session.merge(Tool(id=2, name="axe", price=41), load=True)
print(unloaded.price)
session.commit()
session.expunge_all()
print("expunged all:", inspect(fresh).detached, len(session.identity_map))
session.add(saw)
print("attached again:", saw in session)
print("identity map:", sorted(session.identity_map.keys(), key=str))

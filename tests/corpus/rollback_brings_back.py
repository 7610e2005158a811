"""rollback(): new objects are transient and keep their values, deleted ones come back."""

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
saw, axe = session.get(Tool, 1), session.get(Tool, 2)
new, pending = Tool(name="new", price=1), Tool(name="pending", price=2)
session.add(new)
session.delete(axe)
saw.price = 1000
session.flush()
session.add(pending)
print("deleted:", inspect(axe).deleted, "new has key:", new.id)
session.rollback()
for tool in (new, pending):
    print(tool.name, inspect(tool).transient, tool.id)
print("axe is back:", inspect(axe).persistent, axe.price, "saw:", saw.price)
session.add(new)
session.commit()
print("old key sent again:", new.id)
session.delete(saw)
session.flush()
print("gone:", session.get(Tool, 1))
session.commit()
print(inspect(saw).detached)
print("identity map:", sorted(session.identity_map.keys(), key=str))

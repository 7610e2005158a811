"""delete: marked, flushed, undone, cascaded, and an object added back."""

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
saw, axe, awl = (session.get(Tool, n) for n in (1, 2, 3))
session.delete(saw)
print("marked:", inspect(saw).persistent, saw in session.deleted)
session.add(saw)
print("unmarked:", saw in session.deleted)
session.delete(axe)
session.flush()
print("flushed:", inspect(axe).deleted, axe in session)
session.delete(awl)
session.commit()
print("committed:", inspect(axe).detached, inspect(awl).was_deleted)
try:
    session.delete(Tool(name="new", price=1))
except Exception as error:
    print(type(error).__name__)
try:
    session.refresh(axe)
except Exception as error:
    print(type(error).__name__)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""make_transient and make_transient_to_detached."""

from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    make_transient,
    make_transient_to_detached,
    mapped_column,
)

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]


def state(thing):
    flags = ("transient", "pending", "persistent", "deleted", "detached")
    return [flag for flag in flags if getattr(inspect(thing), flag)]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as seed:
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()
session = Session(engine)
saw = session.get(Tool, 1)
make_transient(saw)
print(state(saw), saw.id, saw.name)
saw.id = None
session.add(saw)
session.commit()
print("copied as", saw.id, state(saw))
ghost = Tool(id=2)
make_transient_to_detached(ghost)
print(state(ghost))
session.add(ghost)
print(state(ghost), ghost.name)
session.delete(ghost)
session.flush()
print(state(ghost))
session.rollback()
print(state(ghost), ghost.price)
session.delete(ghost)
session.commit()
print(state(ghost))
session.close()
make_transient(ghost)
print(state(ghost), ghost.id)
print("identity map:", sorted(session.identity_map.keys(), key=str))

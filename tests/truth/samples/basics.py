"""add, flush, get, query, commit, expire and close of one object."""

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
Base.metadata.create_all(engine)  # [create]
Base.metadata.create_all(engine)  # [create again]
session = Session(engine)  # [open]
saw = Tool(name="saw", price=30)  # [construct]
session.add(saw)  # [add]
session.flush()  # [flush]
found = session.get(Tool, 1)  # [get loaded]
listed = session.scalars(select(Tool)).all()  # [query]
saw.price = 35  # [set]
other = session.scalars(select(Tool)).all()  # [autoflush]
session.commit()  # [commit]
price = saw.price  # [read expired]
session.commit()  # [commit read]
again = session.get(Tool, 1)  # [get expired]
nobody = session.get(Tool, 99)  # [get missing]
nobody = session.get(Tool, 99)  # [get missing again]
axe = Tool(id=7, name="axe", price=40)
session.add(axe)
pending = session.get(Tool, 7)  # [get pending]
session.refresh(saw)  # [refresh]
session.expire(saw, ["name"])  # [expire one]
name = saw.name  # [read one]
saw.price = 36
session.commit()  # [commit changed]
session.delete(axe)  # [delete]
session.flush()  # [flush delete]
session.commit()  # [commit delete]
saw.name = "old saw"
session.close()  # [close dirty]
with Session(engine) as unused:  # [unused]
    pass
with Session(engine) as reading:  # [reading]
    reading.get(Tool, 1)
with Session(engine) as flushing:  # [flushing]
    flushing.add(Tool(name="lost", price=0))
    flushing.flush()
with Session(engine) as saving:  # [saving]
    saving.add(Tool(name="kept", price=0))
    saving.commit()
print("end")

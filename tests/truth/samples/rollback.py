"""What rollback, close, expunge and delete make of objects."""

from sqlalchemy import create_engine
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
session = Session(engine, expire_on_commit=False)
saw, axe, awl = session.get(Tool, 1), session.get(Tool, 2), session.get(Tool, 3)
new, pending = Tool(name="new", price=1), Tool(name="pending", price=2)
session.add(new)
session.delete(axe)  # [delete]
session.flush()  # [flush]
session.add(pending)
session.rollback()  # [rollback]
back = axe.name  # [read back]
session.add(new)
session.commit()  # [commit new]
price = new.price  # [read kept]
session.delete(new)
session.flush()  # [flush delete]
session.commit()  # [commit delete]
session.expunge(axe)  # [expunge]
axe.price = 3  # [set detached]
session.expire(awl)
session.close()  # [close]
try:
    awl.name  # [read detached]
except Exception:
    pass
session.add(axe)  # [reuse]
session.commit()  # [commit reuse]
print("end")

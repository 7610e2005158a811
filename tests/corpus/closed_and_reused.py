"""A session that is closed, used again, and detached objects that raise."""

from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import DetachedInstanceError

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
axe = session.get(Tool, 2)
session.expire(axe)
session.close()
print("detached:", inspect(saw).detached, saw.name)
try:
    print(axe.name)
except DetachedInstanceError as error:
    print("raised:", str(error).split(";")[0].split("<")[0])
saw.price = 77
axe.name = "set while detached"
print(session.scalars(select(Tool.name).order_by(Tool.id)).all())
session.add(saw)
session.commit()
print("reused:", saw.price, saw in session)
session.close()
strict = Session(engine, close_resets_only=False)
strict.close()
try:
    strict.get(Tool, 1)
except Exception as error:
    print(type(error).__name__)
with Session(engine) as session:
    session.add(Tool(name="never committed", price=0))
    session.flush()
print("new one:", len(Session(engine).scalars(select(Tool)).all()))

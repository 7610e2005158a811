"""expire_on_commit=False: values may be stale until refresh, expire or populate_existing."""

from sqlalchemy import create_engine, select, update
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
saw = session.get(Tool, 1)
session.commit()
print("no transaction for reading:", saw.price, session.in_transaction())
with engine.begin() as connection:
    connection.execute(update(Tool.__table__).values(price=99))
again = session.scalars(select(Tool).where(Tool.id == 1)).one()
print("same object, stale:", again is saw, saw.price)
print("get:", session.get(Tool, 1).price)
fresh = select(Tool).execution_options(populate_existing=True)
print("populate_existing:", [tool.price for tool in session.scalars(fresh)], saw.price)
session.execute(update(Tool).values(price=7), execution_options={"synchronize_session": False})
print("unsynchronised:", saw.price)
session.expire(saw, ["price"])
print("expired:", saw.price)
session.commit()
saw.price = 1
session.rollback()
print("rollback expires all the same:", sorted(saw.__dict__), saw.price)
print("identity map:", sorted(session.identity_map.keys(), key=str))

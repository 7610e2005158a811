"""One insert in several round trips: insertmanyvalues in batches of two rows."""

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://", insertmanyvalues_page_size=2)
Base.metadata.create_all(engine)
with engine.begin() as connection:
    rows = [{"name": f"tool {n}", "price": n} for n in range(5)]
    result = connection.execute(insert(Tool.__table__).returning(Tool.__table__.c.id), rows)
    print(sorted(result.scalars()))
session = Session(engine)
session.add_all([Tool(name=f"object {n}", price=n) for n in range(3)])
session.flush()
statement = insert(Tool).returning(Tool.id, sort_by_parameter_order=True)
ids = session.scalars(statement, [{"name": f"more {n}", "price": n} for n in range(3)])
print(list(ids))
session.commit()
print(session.scalars(select(Tool.name).order_by(Tool.id)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""Bulk statements of every kind: ORM, legacy bulk methods and Core executemany."""

from sqlalchemy import create_engine, delete, insert, select, update
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
held = Tool(name="held", price=1)
session.add(held)
session.flush()
session.execute(insert(Tool), [{"name": f"bulk {n}", "price": n} for n in range(3)])
rows = [{"name": f"returned {n}", "price": n} for n in range(3)]
back = session.scalars(insert(Tool).returning(Tool, sort_by_parameter_order=True), rows).all()
print([tool.name for tool in back])
session.bulk_save_objects([Tool(name="saved", price=5), Tool(name="saved too", price=6)])
kept = [Tool(name="with key", price=7)]
session.bulk_save_objects(kept, return_defaults=True)
print("key:", kept[0].id)
session.bulk_insert_mappings(Tool, [{"name": "mapping", "price": 8}])
session.bulk_update_mappings(Tool, [{"id": 1, "price": 11}, {"id": 2, "price": 12}])
session.execute(update(Tool), [{"id": 3, "price": 13}, {"id": 4, "price": 14}])
session.execute(update(Tool).where(Tool.price > 12).values(price=Tool.price + 1))
session.execute(delete(Tool).where(Tool.name == "saved"))
print("held:", held.price)
session.commit()
with engine.begin() as connection:
    connection.execute(Tool.__table__.insert(), [{"name": "core", "price": n} for n in range(2)])
print(session.execute(select(Tool.name, Tool.price).order_by(Tool.id)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""An order is given its number by the database, then the payment fails."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(200))


def charge(order):
    raise ValueError(f"card declined for order {order.id}")


# A database in a file, so that each session has a connection of its own.
folder = TemporaryDirectory()
engine = create_engine(f"sqlite:///{Path(folder.name, 'shop.db')}")
Base.metadata.create_all(engine)

count_orders = select(func.count()).select_from(Order)

try:
    with Session(engine) as session:
        order = Order(item="Laptop")
        session.add(order)
        session.flush()

        saved_id = order.id
        print("the order has the number", saved_id)

        found_inside = session.get(Order, saved_id)
        print("this session finds a", found_inside.item)
        print("this session counts", session.scalar(count_orders))

        # Meanwhile the warehouse looks, over a connection of its own.
        with Session(engine) as warehouse:
            found_meanwhile = warehouse.get(Order, saved_id)
            print("the warehouse finds", found_meanwhile)

        charge(order)
        session.commit()
except ValueError as error:
    print("payment failed:", error)

# Later, someone asks for the order by its number.
with Session(engine) as session:
    found_outside = session.get(Order, saved_id)
    print("a new session finds", found_outside)
    print("a new session counts", session.scalar(count_orders))

print("the order still says its number is", order.id)

engine.dispose()
folder.cleanup()

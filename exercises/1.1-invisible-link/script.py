"""One product, looked up in two ways and repriced once."""

from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    price: Mapped[int]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# The shop opens with one product on its shelf.
with Session(engine) as session:
    session.add(Product(name="Widget", price=100))
    session.commit()

# A clerk finds it by its number, then again by its name.
with Session(engine) as session:
    product_a = session.get(Product, 1)

    by_name = select(Product).where(Product.name == "Widget")
    product_b = session.scalars(by_name).one()

    product_a.price = 999

    print("product_a.price is", product_a.price)
    print("product_b.price is", product_b.price)
    print("the same object?", product_a is product_b)

# The next customer asks for the price.
with Session(engine) as session:
    print("the customer pays", session.scalars(select(Product.price)).one())

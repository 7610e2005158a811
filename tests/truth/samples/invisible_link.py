"""Two names for one object, and a session that closes without a commit."""

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
Base.metadata.create_all(engine)
with Session(engine) as seed:
    seed.add_all([Tool(name=n, price=p) for n, p in [("saw", 30), ("axe", 40), ("awl", 5)]])
    seed.commit()
with Session(engine) as session:  # [with]
    one = session.get(Tool, 1)  # [first]
    other = session.scalars(select(Tool).where(Tool.name == "saw")).one()  # [second]
    one.price = 999  # [change]
    print(other.price)  # [print]
print("closed")  # [after]
rows = Session(engine).execute(select(Tool.price).where(Tool.id == 1)).all()  # [look]

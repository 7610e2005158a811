"""Two sessions on one row: two objects, and the last commit wins silently."""

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
first, second = Session(engine), Session(engine)
mine, yours = first.get(Tool, 1), second.get(Tool, 1)
print("same row, same object:", mine.id == yours.id, mine is yours)
mine.price = 100
yours.price = 200
first.commit()
print("second still has:", yours.price)
second.commit()
print("first now reads:", mine.price)
try:
    second.add(mine)
except Exception as error:
    print(type(error).__name__)
first.close()
second.close()
for number, session in enumerate((first, second)):
    print(number, len(session.identity_map), session.in_transaction())

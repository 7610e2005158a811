"""Several statements on a line, statements over several lines, and odd layouts."""

from sqlalchemy import create_engine; from sqlalchemy.orm import Session
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine); saw = Tool(name="saw", price=1); session.add(saw); session.flush()
for n in (1, 2): saw.price += n; session.flush()
if saw.price == 4: print("four"); session.commit()
total = (
    saw.price
    + 1
    + (lambda: saw.price)()
)
print(
    total,
    [
        each
        for each in (
            1,
            2,
        )
    ],
)
while total > 8: total -= 1
else: print("else of while", total)
match (saw.name, total):
    case ("axe", _): print("never")
    case (name, 8 | 9) if name: print("matched", name)
try: 1 / 0
except ZeroDivisionError: print("caught")
else: print("never")
finally: print("finally"); del total
print(f"{saw.price!r:>5}" if saw else "", end="\n"); pass; ...
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""__eq__, __hash__, __bool__ and __len__ that count, of mapped objects and of plain values."""

from collections import Counter

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

calls = Counter()


class Counting:
    def __eq__(self, other):
        calls["eq"] += 1
        return True

    def __hash__(self):
        calls["hash"] += 1
        return 1

    def __bool__(self):
        calls["bool"] += 1
        return False

    def __len__(self):
        calls["len"] += 1
        return 0


class Base(DeclarativeBase):
    pass


class Tool(Counting, Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
one, other = Tool(name="saw"), Tool(name="axe")
plain = Counting()
session.add(one)
session.add(other)
before = dict(calls)
session.flush()
one.name = "awl"
mine = one
session.commit()
print("while flushing more or as many:", all(calls[key] >= before[key] for key in before))
calls.clear()
name = one.name
again = [one, plain]
print("for reading:", sorted(calls.items()))
print(one == other, bool(plain), len(again), sorted(calls.items()))
print(len(session.identity_map))

"""A RecursionError that is caught, and a limit that the script sets itself."""

import sys

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


def down(n):
    return down(n + 1)


session = Session(engine)
tool = Tool(name="saw", price=1)
session.add(tool)
session.flush()
sys.setrecursionlimit(300)
try:
    down(0)
except RecursionError as error:
    print("caught:", str(error).split(" in ")[0].split(" while ")[0])
sys.setrecursionlimit(1000)
session.commit()
print(tool.name, sys.getrecursionlimit())
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""A script that closes every descriptor it can and goes on."""

import os
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
sys.stdout.flush()
os.closerange(3, 256)
session = Session(engine)
tool = Tool(name="saw", price=1)
session.add(tool)
session.commit()
print(tool.name)
first = os.open(os.devnull, os.O_RDONLY)
os.close(first)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""os._exit: no atexit, no finally, no buffers but those that were flushed."""

import atexit
import os

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

atexit.register(lambda: print("never printed"))
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Tool(name="saw", price=1))
session.commit()
print("flushed:", len(session.identity_map), flush=True)
try:
    print("left in the buffer")
    os._exit(7)
finally:
    print("never printed")

"""A script that a signal ends: what was flushed is there."""

import os
import signal

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
session = Session(engine)
session.add(Tool(name="saw", price=1))
session.commit()
signal.signal(signal.SIGTERM, lambda number, frame: print("handled", frame.f_code.co_name))
os.kill(os.getpid(), signal.SIGTERM)
print("identity map:", len(session.identity_map), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
print("never printed")

"""Frames and exceptions are let go as soon as the script lets them go."""

import gc
import weakref

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
gc.collect()
gc.disable()
session = Session(engine)
ended = []


class Local:
    pass


def work():
    local = Local()
    weakref.finalize(local, ended.append, "local")
    tool = Tool(name="saw", price=1)
    weakref.finalize(tool, ended.append, "tool")
    return len(ended)


def fail():
    local = Local()
    weakref.finalize(local, ended.append, "failing local")
    raise ValueError("with a frame")


print(work(), ended)
try:
    fail()
except ValueError:
    print("while handled:", ended)
print("after it:", ended)
with Session(engine) as other:
    weakref.finalize(other, ended.append, "session")
del other
print("session too:", ended)
gc.enable()
print("identity map:", sorted(session.identity_map.keys(), key=str))

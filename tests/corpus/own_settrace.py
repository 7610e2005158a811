"""A script with a sys.settrace of its own: it sees exactly its function."""

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
seen = []


def tracer(frame, event, argument):
    if frame.f_code.co_name != "total":
        return None
    seen.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def total(tools):
    result = 0
    for tool in tools:
        result += tool.price
    return result


session = Session(engine)
tools = [Tool(name="saw", price=1), Tool(name="axe", price=2)]
session.add_all(tools)
session.flush()
sys.settrace(tracer)
print(total(tools))
sys.settrace(None)
print(seen)
session.commit()
print("after:", total(tools), len(seen))
print("identity map:", sorted(session.identity_map.keys(), key=str))

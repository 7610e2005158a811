"""A script that uses sys.monitoring with the debugger's tool id, where Python has it."""

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
lines = []


def total(tools):
    result = 0
    for tool in tools:
        result += tool.price
    return result


session = Session(engine)
tools = [Tool(name="saw", price=1), Tool(name="axe", price=2)]
session.add_all(tools)
session.flush()
if sys.version_info >= (3, 12):
    monitoring = sys.monitoring
    free = [number for number in range(6) if monitoring.get_tool(number) is None]
    monitoring.use_tool_id(free[-1], "script")
    monitoring.register_callback(
        free[-1], monitoring.events.LINE, lambda code, line: lines.append(line)
    )
    monitoring.set_local_events(free[-1], total.__code__, monitoring.events.LINE)
    total(tools)
    monitoring.set_local_events(free[-1], total.__code__, 0)
    monitoring.free_tool_id(free[-1])
else:
    first = total.__code__.co_firstlineno
    lines = [first + n for n in (1, 2, 3, 2, 3, 2, 4)]
print([line - total.__code__.co_firstlineno for line in lines])
session.commit()
print(total(tools))
print("identity map:", sorted(session.identity_map.keys(), key=str))

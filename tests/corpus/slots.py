"""A mapped class with __slots__ beside plain slotted classes."""

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select
from sqlalchemy.orm import Session, registry

metadata = MetaData()
tools = Table("tools", metadata, Column("id", Integer, primary_key=True), Column("name", String))


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Half:
    __slots__ = ("never_set",)


class SlottedBase:
    __slots__ = ("note",)


class Tool(SlottedBase):
    def __init__(self, name):
        self.name = name
        self.note = "slot"


registry(metadata=metadata).map_imperatively(Tool, tools)
engine = create_engine("sqlite://")
metadata.create_all(engine)
point, half = Point(1, 2), Half()
session = Session(engine)
tool = Tool("saw")
session.add(tool)
session.commit()
print(tool.name, tool.note, point.x + point.y, hasattr(half, "never_set"))
again = session.scalars(select(Tool)).one()
print(again is tool, sorted(tool.__dict__))
print("identity map:", sorted(session.identity_map.keys(), key=str))

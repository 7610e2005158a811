"""Methods that count how often they are called, and say so at the end."""

from collections import Counter

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

calls = Counter()


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __repr__(self):
        calls["repr"] += 1
        return "Tool"

    def __str__(self):
        calls["str"] += 1
        return "tool"

    @property
    def label(self):
        calls["label"] += 1
        return "a tool"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
tool = Tool(name="saw")
boxed = [tool, {"key": tool}, (tool,)]
session.add(tool)
session.commit()
tool.name = "axe"
session.rollback()
text = f"{tool} {tool!r} {tool.label}"
print(text)
print("calls:", sorted(calls.items()))
print("identity map:", sorted(session.identity_map.keys(), key=str))

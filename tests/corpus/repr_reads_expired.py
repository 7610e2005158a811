"""A __repr__ that reads expired columns: whoever calls it sends a SELECT."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __repr__(self):
        return f"Tool({self.id}, {self.name!r})"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
tool = Tool(name="saw")
others = [Tool(name="axe"), Tool(name="awl")]
session.add_all([tool, *others])
session.commit()
held = {"tool": tool, "others": others}
print("in transaction:", session.in_transaction())
print("unloaded:", sorted(tool.__dict__))
session.commit()
print(tool)
print("in transaction:", session.in_transaction())
print("the others:", [sorted(each.__dict__) for each in others])
print("identity map:", sorted(session.identity_map.keys(), key=str))

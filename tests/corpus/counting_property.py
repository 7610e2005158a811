"""Properties, hybrids and descriptors that count how often they are read."""

from sqlalchemy import create_engine, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

reads = []


class Dear:
    def __get__(self, instance, owner):
        reads.append("dear" if instance is not None else "Dear")
        return "dear"


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]
    dear = Dear()

    @property
    def shout(self):
        reads.append("shout")
        return self.name.upper()

    @hybrid_property
    def double(self):
        reads.append("double")
        return self.price * 2


reads.clear()
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
tool = Tool(name="saw", price=4)
session.add(tool)
session.commit()
print("before any:", reads)
print(tool.shout, tool.double, tool.dear)
print(session.scalars(select(Tool).where(Tool.double == 8)).one() is tool)
print("reads:", reads)
print("identity map:", sorted(session.identity_map.keys(), key=str))

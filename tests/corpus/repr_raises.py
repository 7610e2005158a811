"""A __repr__ that raises, of a mapped class and of a plain one."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __repr__(self):
        raise RuntimeError("nobody may look")


class Private:
    def __repr__(self):
        raise SystemExit("looked at")

    def __format__(self, spec):
        return "private"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
private = Private()
session = Session(engine)
tool = Tool(name="saw")
session.add(tool)
session.commit()
print(f"{private}")
try:
    print(repr(tool))
except RuntimeError as error:
    print("caught:", error)
print(session.scalar(select(Tool.name)))
print("identity map:", sorted(session.identity_map.keys(), key=str))

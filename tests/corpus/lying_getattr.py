"""__getattr__ and __getattribute__ that note each name they are asked for."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

names = []


class Watchful:
    def __getattribute__(self, name):
        names.append(name)
        return object.__getattribute__(self, name)


class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        names.append("Tool." + name)
        return 42


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
watchful = Watchful()
watchful.size = 3
tool = Tool(name="saw")
session.add(tool)
session.flush()
session.commit()
size = watchful.size
print(tool.name, tool.nonsense)
print("asked for:", names)
print("identity map:", sorted(session.identity_map.keys(), key=str))

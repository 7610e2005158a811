"""JSON with and without MutableDict, and a pickled column compared by value."""

from sqlalchemy import JSON, PickleType, create_engine
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified, set_committed_value


class Base(DeclarativeBase):
    pass


class Config(Base):
    __tablename__ = "configs"

    id: Mapped[int] = mapped_column(primary_key=True)
    plain: Mapped[dict] = mapped_column(JSON)
    watched: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSON))
    items: Mapped[list] = mapped_column(MutableList.as_mutable(PickleType))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
config = Config(plain={"a": 1}, watched={"a": 1}, items=[1])
session.add(config)
session.commit()
config.plain["a"] = 2
print("in place, unnoticed:", config in session.dirty, config.plain)
session.commit()
print("lost:", config.plain)
config.watched["a"] = 2
config.items.append(2)
print("watched:", config in session.dirty)
session.commit()
print(config.watched, config.items)
config.plain["a"] = 3
flag_modified(config, "plain")
session.commit()
print("flagged:", config.plain)
set_committed_value(config, "plain", {"a": 9})
print("set_committed_value:", config in session.dirty, config.plain)
session.commit()
print(config.plain, config.watched)
print("identity map:", sorted(session.identity_map.keys(), key=str))

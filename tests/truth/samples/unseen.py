"""Changes that no event of SQLAlchemy announces."""

from sqlalchemy import JSON, create_engine
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, make_transient, mapped_column
from sqlalchemy.orm.attributes import set_committed_value


class Base(DeclarativeBase):
    pass


class Config(Base):
    __tablename__ = "configs"

    id: Mapped[int] = mapped_column(primary_key=True)
    plain: Mapped[dict] = mapped_column(JSON)
    watched: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSON))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine, expire_on_commit=False)
config = Config(plain={"a": 1}, watched={"a": 1})
session.add(config)
session.commit()
config.plain["a"] = 2  # [in place]
config.watched["a"] = 2  # [watched]
session.flush()  # [flush]
set_committed_value(config, "plain", {"a": 3})  # [set_committed_value]
config.__dict__["plain"] = {"a": 4}  # [dict]
del config.watched  # [del attribute]
session.expire(config)  # [expire]
session.delete(config)  # [delete]
session.add(config)  # [undelete]
session.expunge(config)  # [expunge]
make_transient(config)  # [make_transient]
print("end")

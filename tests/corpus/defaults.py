"""Defaults of all kinds, and where each value is after each moment."""

from sqlalchemy import FetchedValue, create_engine, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

counter = iter(range(100, 200))


class Base(DeclarativeBase):
    pass


class Log(Base):
    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(default="INFO")
    number: Mapped[int] = mapped_column(default=lambda: next(counter))
    source: Mapped[str] = mapped_column(server_default="web")
    size: Mapped[int] = mapped_column(default=func.length("four"))
    edits: Mapped[int] = mapped_column(default=0, onupdate=text("edits + 1"))
    touched: Mapped[str | None] = mapped_column(onupdate="yes")


class Slow(Base):
    __tablename__ = "slow"
    __mapper_args__ = {"eager_defaults": False}

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(server_default="web", server_onupdate=FetchedValue())
    note: Mapped[str | None]


def show(moment, thing):
    print(moment, sorted(key for key in thing.__dict__ if not key.startswith("_")))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
log, slow = Log(), Slow()
print("constructed:", log.level, log.source)
session.add_all([log, slow])
session.flush()
show("flushed log:", log)
show("flushed slow:", slow)
print(log.level, log.number, log.source, log.size, slow.source)
log.level, slow.note = "WARN", "changed"
session.flush()
show("updated log:", log)
show("updated slow:", slow)
print(log.edits, log.touched, slow.source)
session.commit()
print(session.execute(select(Log.level, Log.edits)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""A class mapped as a dataclass: defaults at construction, __eq__ and __repr__ made for it."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    Session,
    mapped_column,
    relationship,
)


class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Log(Base):
    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    message: Mapped[str]
    level: Mapped[str] = mapped_column(default="INFO")
    lines: Mapped[list["Line"]] = relationship(default_factory=list, repr=False)


class Line(Base):
    __tablename__ = "lines"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    text: Mapped[str]
    log_id: Mapped[int | None] = mapped_column(ForeignKey("logs.id"), default=None)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
log = Log("started", lines=[Line("one"), Line("two")])
print("at construction:", log.level)
session.add(log)
session.commit()
print(log)
twin = Log("started")
session.add(twin)
session.flush()
print("equal:", log == twin)
lines = session.scalars(select(Line).order_by(Line.id)).all()
print([line.text for line in lines])
print("identity map:", sorted(session.identity_map.keys(), key=str))

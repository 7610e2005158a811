"""A default on a class that is mapped as a dataclass."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column


class Base(MappedAsDataclass, DeclarativeBase):
    pass


class Log(Base):
    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    level: Mapped[str] = mapped_column(default="INFO")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
log = Log()  # [construct]
print(log.level)  # [read]
session.add(log)
session.flush()  # [flush]

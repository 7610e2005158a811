"""When defaults of each kind are there."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Log(Base):
    __tablename__ = "logs"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(default="INFO")
    source: Mapped[str] = mapped_column(server_default="web")
    edits: Mapped[int] = mapped_column(default=0, onupdate=text("edits + 1"))
    note: Mapped[str | None]


class Lazy(Base):
    __tablename__ = "lazy"
    __mapper_args__ = {"eager_defaults": False}

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(server_default="web")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
log, lazy = Log(), Lazy()  # [construct]
session.add_all([log, lazy])  # [add]
session.flush()  # [flush]
source = log.source  # [read source]
source = lazy.source  # [read lazy]
log.level = "WARN"  # [set]
session.flush()  # [update]
edits = log.edits  # [read edits]
session.rollback()

"""Two log entries, two kinds of default: at which moment does each value appear?"""

from datetime import datetime

from sqlalchemy import String, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column


class Base(DeclarativeBase):
    pass


class LogEntry(Base):
    __tablename__ = "log_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[str] = mapped_column(String(500))
    level: Mapped[str] = mapped_column(String(20), default="INFO")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


# The same columns, on a class that is a dataclass as well.
class AuditEntry(MappedAsDataclass, Base):
    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    message: Mapped[str] = mapped_column(String(500))
    level: Mapped[str] = mapped_column(String(20), default="INFO")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), init=False)


def look(moment):
    print(moment)
    for each in (entry, audit):
        print(" ", type(each).__name__, each.id, each.level, each.created_at is not None)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

entry = LogEntry(message="System started")
audit = AuditEntry(message="System started")
look("constructed: id, level, is created_at there?")

with Session(engine) as session:
    session.add(entry)
    session.add(audit)
    look("added")

    session.flush()
    look("flushed")

    session.commit()
    look("committed")

"""Two kinds of default on two kinds of class: when is each value there?"""

from datetime import datetime

from sqlalchemy import String, create_engine, func
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    Session,
    mapped_column,
)


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
    created_at: Mapped[datetime] = mapped_column(
        server_default=func.now(),
        init=False,
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

entry = LogEntry(message="System started")
audit = AuditEntry(message="System started")
print("made: level", entry.level, "and", audit.level)
print("made: created_at", entry.created_at, "and", audit.created_at)

with Session(engine) as session:
    session.add(entry)
    session.add(audit)
    print("added: id", entry.id, "and", audit.id)
    print("added: level", entry.level, "and", audit.level)
    print("added: created_at", entry.created_at, "and", audit.created_at)

    session.flush()
    times = [entry.created_at, audit.created_at]
    print("flushed: id", entry.id, "and", audit.id)
    print("flushed: level", entry.level, "and", audit.level)
    print("flushed: created_at still missing?", None in times)

    session.commit()
    print("committed: level", entry.level, "and", audit.level)

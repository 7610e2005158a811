"""A COMMIT that the database refuses."""

from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("nodes.id", deferrable=True, initially="DEFERRED")
    )


engine = create_engine("sqlite://")
event.listen(engine, "connect", lambda c, r: c.execute("PRAGMA foreign_keys=ON") and None)
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Node(parent_id=99))
session.flush()
try:
    session.commit()  # [commit]
except Exception:
    pass
session.rollback()  # [rollback]
print("end")

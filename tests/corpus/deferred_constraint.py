"""A deferred foreign key fails at COMMIT: only rollback() helps."""

from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.exc import IntegrityError
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


@event.listens_for(engine, "connect")
def enforce(connection, record):
    connection.execute("PRAGMA foreign_keys=ON")


Base.metadata.create_all(engine)
session = Session(engine)
node = Node(parent_id=99)
session.add(node)
session.flush()
try:
    session.commit()
except IntegrityError as error:
    print("at commit:", error.orig if error.orig else error)
try:
    session.scalars(select(Node)).all()
except Exception as error:
    print("then:", type(error).__name__)
session.rollback()
print("rows:", session.scalars(select(Node.id)).all())
node.parent_id = None
session.add(node)
session.commit()
print("saved:", node.id)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""sys.exit with a code, through finally clauses and a with."""

import sys

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


def leave(session, code):
    try:
        session.add(Tool(name="saw", price=1))
        session.flush()
        sys.exit(code)
    finally:
        print("leaving with", len(session.identity_map))


with Session(engine) as session:
    try:
        leave(session, 2)
    except SystemExit as error:
        print("kept from leaving:", error.code)
    leave(session, 3)

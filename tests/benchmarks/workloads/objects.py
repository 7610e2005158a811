"""2,000 objects added one by one, flushed, committed, loaded, each modified, committed.

Writes the seconds of the work, without imports, into the file that it is given.
"""

import sys
from pathlib import Path
from time import perf_counter

from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]


begin = perf_counter()
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    for number in range(2_000):
        session.add(Item(name=f"item {number}", number=number))
    session.flush()
    session.commit()
    items = session.scalars(select(Item).order_by(Item.id)).all()
    for item in items:
        item.number += 1
    session.commit()
Path(sys.argv[1]).write_text(str(perf_counter() - begin))

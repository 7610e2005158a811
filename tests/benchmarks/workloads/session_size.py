"""100 steps over a session that holds as many objects as it is told, many times over.

Writes the seconds of each round into the file that it is given.
"""

import sys
from pathlib import Path
from time import perf_counter

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


count = int(sys.argv[1])
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(insert(Item), [{"number": number} for number in range(count)])

took = []
with Session(engine) as session:
    items = session.scalars(select(Item)).all()
    for _ in range(15):
        begin = perf_counter()
        # Five steps a time, its header included: looked up, read, modified, sent.
        for place in range(20):
            item = items[place * 5]
            found = session.get(Item, item.id)
            item.number += 1
            session.flush()
        took.append(perf_counter() - begin)
Path(sys.argv[2]).write_text(" ".join(map(str, took)))

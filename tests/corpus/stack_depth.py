"""The script's frames are the only ones: inspect.stack(), f_back and gettrace at each depth."""

import inspect
import sys

from sqlalchemy import create_engine, event
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


def depth():
    return len(inspect.stack()), [record.function for record in inspect.stack()]


@event.listens_for(engine, "before_cursor_execute")
def where(connection, cursor, statement, parameters, context, executemany):
    functions = [record.function for record in inspect.stack()]
    print("sent from", functions[-1], "at the bottom, flush in between:", "flush" in functions)


session = Session(engine)
session.add(Tool(name="saw", price=1))
print(depth(), sys._getframe().f_back, sys.gettrace(), sys.getprofile())
session.flush()
print((lambda: depth()[0])(), max(depth()[0] for _ in range(2)))
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""locals(), globals(), vars() and dir() hold what plain Python puts in them."""

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


def look(session):
    tool = Tool(name="saw", price=1)
    session.add(tool)
    locals()["invented"] = 1
    return sorted(locals()), sorted(vars(tool)), sys._getframe().f_code.co_name


class Space:
    before = sorted(locals())
    one = 1
    after = sorted(locals())


session = Session(engine)
print(look(session))
print(Space.before, Space.after)
print(sorted(globals()))
print(sorted(vars(sys.modules["__main__"])) == sorted(globals()))
tool = session.new.pop() if hasattr(session.new, "pop") else list(session.new)[0]
print(sorted(set(dir(tool)) - set(dir(Tool))), sorted(vars(session.get_transaction() or Space)))
session.rollback()

"""traceback.print_exc, format_exception, chained causes and their stack of frames."""

import sys
import traceback

from sqlalchemy import create_engine, text
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
session = Session(engine)


def inner():
    raise LookupError("inner")


def outer():
    try:
        inner()
    except LookupError as error:
        raise ValueError("outer") from error


try:
    outer()
except ValueError:
    traceback.print_exc()
    print([frame.name for frame in traceback.extract_stack()])
try:
    session.execute(text("SELECT nothing"))
except Exception as error:
    frames = traceback.extract_tb(error.__traceback__)
    print(frames[0].line, frames[0].name)
    print("library frames between:", any("ormlab" in frame.filename for frame in frames))
print(sys.exc_info(), sys.exception() if sys.version_info >= (3, 11) else None)
session.rollback()
print("identity map:", sorted(session.identity_map.keys(), key=str))

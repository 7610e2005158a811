"""Warnings: shown once a place, turned into errors, and recorded."""

import warnings

from sqlalchemy import create_engine, exc
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
for _ in range(2):
    warnings.warn("only once", UserWarning)
session = Session(engine)
tool = Tool(id=1, name="saw", price=1)
session.add(tool)
session.flush()
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always", exc.SAWarning)
    session.add(Tool(id=1, name="twin", price=2))
    try:
        session.flush()
    except exc.IntegrityError as error:
        print("flush:", type(error).__name__)
print([each.category.__name__ for each in seen])
session.rollback()
with warnings.catch_warnings():
    warnings.simplefilter("error", DeprecationWarning)
    try:
        warnings.warn("as an error", DeprecationWarning)
    except DeprecationWarning as error:
        print("raised:", error)
print("identity map:", sorted(session.identity_map.keys(), key=str))

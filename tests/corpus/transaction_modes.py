"""AUTOCOMMIT, and pysqlite's autocommit=False where Python has it."""

import sys

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://", isolation_level="AUTOCOMMIT")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Tool(name="at once", price=1))
session.flush()
session.rollback()
print("not rolled back:", session.scalars(select(Tool.name)).all())
session.close()
if sys.version_info >= (3, 12):
    strict = create_engine("sqlite://", connect_args={"autocommit": False})
    Base.metadata.create_all(strict)
    session = Session(strict)
    nested = session.begin_nested()
    session.add(Tool(name="within", price=1))
    nested.commit()
    session.rollback()
    print("rolled back:", session.scalars(select(Tool.name)).all())
else:
    session = Session(engine)
    print("rolled back:", [])
session.rollback()
session.connection(execution_options={"isolation_level": "SERIALIZABLE"})
session.add(Tool(name="serial", price=1))
session.rollback()
print("identity map:", sorted(session.identity_map.keys(), key=str))

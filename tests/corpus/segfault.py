"""A script that a segmentation fault ends."""

import ctypes
import resource

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
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
session = Session(engine)
session.add(Tool(name="saw", price=1))
session.commit()
print("identity map:", len(session.identity_map), flush=True)
ctypes.string_at(0)
print("never printed")

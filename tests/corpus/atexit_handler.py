"""atexit handlers run after the script, in reverse order, and may use the session."""

import atexit

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
session = Session(engine)


@atexit.register
def say_goodbye():
    print("goodbye", len(session.identity_map), tool.name)
    session.close()


atexit.register(print, "first to run")
tool = Tool(name="saw", price=1)
session.add(tool)
session.commit()
print("end of the script")

"""An uncaught exception: its traceback, its notes and its cause."""

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


class Broken(Exception):
    def __str__(self):
        return f"broken with {len(self.args)} arguments"


def save(session):
    try:
        session.add(Tool(id="x", name="saw", price=1))
        session.flush()
    except Exception as error:
        problem = Broken(1, 2)
        problem.add_note("while saving a tool")
        raise problem from error.__cause__


session = Session(engine)
print("before")
save(session)
print("never printed")

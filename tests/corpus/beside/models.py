"""Models that a script imports, and an engine that is made at import."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

def some_tools(count):
    for number in range(count):
        yield Tool(name=f"tool {number}", price=number)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

"""On a file, what one session flushed is hidden from another until the commit."""

import tempfile
from pathlib import Path

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "tools.db"
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    connections = []
    event.listen(engine, "connect", lambda connection, record: connections.append(1))
    Base.metadata.create_all(engine)
    writer, reader = Session(engine), Session(engine)
    tool = Tool(name="saw", price=1)
    writer.add(tool)
    writer.flush()
    print("reader before:", reader.scalars(select(Tool.name)).all())
    reader.rollback()
    writer.commit()
    print("reader after:", reader.scalars(select(Tool.name)).all())
    reader.rollback()
    tool.price = 2
    writer.flush()
    try:
        reader.add(Tool(name="axe", price=2))
        reader.flush()
    except Exception as error:
        print(type(error).__name__, error.orig)
    reader.rollback()
    writer.commit()
    print("connections:", len(connections), sorted(each.name for each in Path(folder).iterdir()))
    writer.close()
    reader.close()
    engine.dispose()

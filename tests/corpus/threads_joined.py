"""Threads with one session each on a file database, joined in order."""

import tempfile
import threading

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

def work(engine, number, results):
    with Session(engine) as session:
        tool = Tool(name=f"tool {number}", price=number)
        session.add(tool)
        session.commit()
        results[number] = (tool.id, len(session.identity_map), threading.current_thread().name)


with tempfile.TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/tools.db")
    Base.metadata.create_all(engine)
    results = {}
    for number in (1, 2, 3):
        thread = threading.Thread(target=work, args=(engine, number, results), name=f"T{number}")
        thread.start() or thread.join()  # one statement, so that the two threads take turns
    print(results)
    session = Session(engine)
    print(session.scalars(select(Tool.name).order_by(Tool.id)).all())
    session.close()
    engine.dispose()
print("threads left:", threading.active_count())

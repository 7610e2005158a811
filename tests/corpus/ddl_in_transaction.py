"""DDL in a transaction: pysqlite's default does not roll it back."""

from sqlalchemy import create_engine, inspect, text
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
session.execute(text("CREATE TABLE extras (id INTEGER PRIMARY KEY)"))
session.add(Tool(name="saw", price=1))
session.flush()
session.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
session.rollback()
print(inspect(engine).get_table_names())
session.add(Tool(name="axe", price=2))
session.flush()
session.execute(text("DROP TABLE extras"))
session.commit()
print(inspect(engine).get_table_names())
session.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
session.rollback()
nested = session.begin_nested()
session.execute(text("INSERT INTO later VALUES (1)"))
nested.commit()
session.rollback()
print("savepoint first:", session.execute(text("SELECT count(*) FROM later")).scalar())
Base.metadata.drop_all(session.connection())
print(session.in_transaction())
session.rollback()
print("identity map:", sorted(session.identity_map.keys(), key=str))

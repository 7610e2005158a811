"""An error of a Core statement leaves the session usable on SQLite."""

from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
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
tool = Tool(id=1, name="saw", price=30)
session.add(tool)
session.flush()
try:
    session.execute(text("SELECT * FROM nowhere"))
except OperationalError as error:
    print("caught:", str(error).splitlines()[0])
try:
    session.execute(text("INSERT INTO tools VALUES (1, 'axe', 1)"))
except IntegrityError as error:
    print("caught:", error.orig)
print("still active:", session.is_active, tool.price)
session.commit()
print(session.execute(text("SELECT count(*) FROM tools")).scalar())
print("identity map:", sorted(session.identity_map.keys(), key=str))

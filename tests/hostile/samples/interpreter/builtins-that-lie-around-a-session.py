#: {"after": ["one", "'true'"]}
import builtins
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase): pass
class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
real = builtins.id, builtins.repr
builtins.id = lambda value: 7
builtins.repr = lambda value: "a lie"
builtins.print = lambda *a: None
one = "true"
builtins.id, builtins.repr = real
with Session(engine) as session:
    session.add(Thing(id=1))
    session.commit()

last = 'reached'

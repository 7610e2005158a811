#: {"after": ["last", "'reached'"]}
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
class Base(DeclarativeBase): pass

class Sly(Base):
    __tablename__ = "sly"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str | None]
    def __repr__(self): os._exit(4)
    def __str__(self): os._exit(4)
    def __len__(self): os._exit(4)
    def __getattr__(self, name):
        if name.startswith("_") : raise AttributeError(name)
        os._exit(4)
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    one = Sly(note="\ud800")
    session.add(one)
    one.note = "\x1b[2J"
    session.commit()
    found = session.scalars(select(Sly)).one()
    note = found.note

last = 'reached'

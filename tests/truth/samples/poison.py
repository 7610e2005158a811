"""A flush that fails, and what the session does until rollback()."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
ann = Person(email="ann")
session.add(ann)
session.commit()
email = ann.email  # [loaded]
twin, bystander = Person(email="ann"), Person(email="eve")
session.add_all([twin, bystander])
try:
    session.flush()  # [failed flush]
except Exception as error:
    print(type(error).__name__)  # [caught]
try:
    ann.email  # [read]
except Exception:
    pass
try:
    session.get(Person, 1)  # [get]
except Exception:
    pass
try:
    session.commit()  # [commit]
except Exception:
    pass
later = Person(email="later")
session.add(later)  # [add]
there = ann in session  # [in]
kept = twin.email  # [read failed]
session.rollback()  # [rollback]
email = ann.email  # [read after]
try:
    session.execute(text("SELECT * FROM nowhere"))  # [core error]
except Exception:
    pass
email = ann.email  # [read after core error]
session.close()

"""A failed flush: what still works before rollback(), and what raises."""

from sqlalchemy import create_engine, inspect, select, text
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
ann = Person(email="ann@example.org")
session.add(ann)
session.commit()
twin = Person(email="ann@example.org")
session.add(twin)
try:
    session.flush()
except Exception as error:
    print("flush:", type(error).__name__)
print("twin transient:", inspect(twin).transient, twin.email)
for name, action in {
    "query": lambda: session.scalars(select(Person)).all(),
    "get": lambda: session.get(Person, 1),
    "read": lambda: ann.email,
    "commit": lambda: session.commit(),
    "begin_nested": lambda: session.begin_nested(),
    "add": lambda: session.add(Person(email="bob@example.org")),
    "set": lambda: setattr(ann, "email", "ann@example.com"),
    "in": lambda: ann in session,
    "execute": lambda: session.execute(text("SELECT 1")),
}.items():
    try:
        action()
    except Exception as error:
        print(name, "raises", type(error).__name__)
    else:
        print(name, "works")
session.rollback()
session.add_all([Person(email="ann@example.org"), Person(email="eve@example.org")])
try:
    session.flush()
except Exception as error:
    print("flush of several:", type(error).__name__)
session.rollback()
print("after rollback:", ann.email, len(session.new), session.is_active)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""Context managers, finally, else and nested functions around sessions."""

from contextlib import contextmanager, suppress

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
make = sessionmaker(engine)


@contextmanager
def unit():
    session = make()
    try:
        yield session
    except ValueError:
        session.rollback()
        print("unit rolled back")
        raise
    else:
        session.commit()
        print("unit committed")
    finally:
        session.close()


def save(name):
    with unit() as session:
        session.add(Tool(name=name, price=len(name)))
        if name == "bad":
            raise ValueError(name)
        return name
    return None


print(save("saw"))
with suppress(ValueError):
    save("bad")
with make.begin() as session, session.no_autoflush:
    session.add(Tool(name="axe", price=1))
    print(session.scalars(select(Tool.name)).all())
try:
    pass
finally:
    session = make()
print(session.scalars(select(Tool.name)).all())
print("identity map:", sorted(session.identity_map.keys(), key=str))

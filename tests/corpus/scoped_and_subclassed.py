"""scoped_session, a Session subclass through sessionmaker, and a query class of one's own."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Query,
    Session,
    mapped_column,
    scoped_session,
    sessionmaker,
)

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

class CountingSession(Session):
    adds = 0

    def add(self, instance, _warn=True):
        CountingSession.adds += 1
        super().add(instance, _warn=_warn)


class NamedQuery(Query):
    def named(self, name):
        return self.filter_by(name=name)


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
make = sessionmaker(engine, class_=CountingSession, query_cls=NamedQuery)
Scoped = scoped_session(make)
Scoped.add(Tool(name="saw", price=1))
print("one session:", Scoped() is Scoped(), len(Scoped().new))
Scoped.commit()
print(Scoped.query(Tool).named("saw").count())
held = Scoped.scalars(select(Tool)).one()
print(len(Scoped.identity_map))
Scoped.remove()
print("another:", Scoped().get(Tool, 1) is held, CountingSession.adds)
session = Scoped()
print("identity map:", sorted(session.identity_map.keys(), key=str))

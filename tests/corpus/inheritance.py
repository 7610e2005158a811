"""Joined-table inheritance: polymorphic loading, selectin_polymorphic and late columns."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    selectin_polymorphic,
    with_polymorphic,
)


class Base(DeclarativeBase):
    pass


class Animal(Base):
    __tablename__ = "animals"
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "animal"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]


class Cat(Animal):
    __tablename__ = "cats"
    __mapper_args__ = {"polymorphic_identity": "cat"}

    id: Mapped[int] = mapped_column(ForeignKey("animals.id"), primary_key=True)
    lives: Mapped[int]


class Dog(Animal):
    __mapper_args__ = {"polymorphic_identity": "dog"}

    trick: Mapped[str | None]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Cat(name="Tom", lives=9), Dog(name="Rex", trick="sit"), Animal(name="Blob")])
session.commit()
session.expunge_all()
animals = session.scalars(select(Animal).order_by(Animal.id)).all()
print([type(animal).__name__ for animal in animals])
print("late column:", animals[0].lives)
session.expunge_all()
statement = select(Animal).options(selectin_polymorphic(Animal, [Cat, Dog])).order_by(Animal.id)
animals = session.scalars(statement).all()
print(animals[0].lives, animals[1].trick)
session.expunge_all()
every = with_polymorphic(Animal, "*")
print([animal.name for animal in session.scalars(select(every).order_by(every.id))])
tom = session.get(Cat, 1)
print("by base key:", session.get(Animal, 1) is tom)
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""hybrid_property, column_property, composite, synonym, validates and a JSON column."""

from dataclasses import dataclass

from sqlalchemy import Integer, create_engine, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    column_property,
    composite,
    mapped_column,
    synonym,
    validates,
)


@dataclass
class Point:
    x: int
    y: int


class Base(DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    x: Mapped[int] = mapped_column(Integer)
    y: Mapped[int] = mapped_column(Integer)
    at: Mapped[Point] = composite("x", "y")
    total: Mapped[int] = column_property(x.column + y.column)
    title: Mapped[str] = synonym("name")

    @hybrid_property
    def far(self):
        return self.x + self.y > 10

    @validates("name")
    def check(self, key, value):
        print("validating", key)
        return value.title()


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
place = Place(name="mill", at=Point(3, 4))
session.add(place)
session.commit()
print(place.total, place.at, place.far, place.title)
place.at = Point(30, 4)
session.flush()
print(place.total, place.far, session.scalars(select(Place).where(Place.far)).one() is place)
session.refresh(place)
print(place.total)
place.title = "old mill"
session.commit()
print(place.name)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""immediate loading, and relationships that raise instead of loading."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    immediateload,
    mapped_column,
    raiseload,
    relationship,
)

class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    books: Mapped[list["Book"]] = relationship(lazy="raise", order_by="Book.id", back_populates="shelf")


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelves.id"))
    shelf: Mapped[Shelf | None] = relationship(back_populates="books")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as seed:
    for label in ("north", "south"):
        seed.add(Shelf(label=label, books=[Book(title=f"{label} {n}") for n in (1, 2, 3)]))
    seed.commit()
session = Session(engine)
shelf = session.get(Shelf, 1)
try:
    print(shelf.books)
except InvalidRequestError as error:
    print("raised:", str(error).split(";")[0])
session.expunge_all()
statement = select(Shelf).options(immediateload(Shelf.books)).order_by(Shelf.id)
for shelf in session.scalars(statement):
    print(shelf.label, [book.title for book in shelf.books])
book = session.scalars(select(Book).options(raiseload("*")).where(Book.id == 4)).one()
try:
    print(book.shelf)
except InvalidRequestError as error:
    print("raised:", str(error).split(";")[0])
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""Joined eager loading, declared on the relationship and asked for by the query."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    books: Mapped[list["Book"]] = relationship(lazy="joined", order_by="Book.id", back_populates="shelf")


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
for shelf in session.scalars(select(Shelf).order_by(Shelf.id)).unique():
    print(shelf.label, [book.title for book in shelf.books])
session.expunge_all()
books = session.scalars(select(Book).options(joinedload(Book.shelf)).order_by(Book.id))
books = books.unique().all()
print([book.shelf.label for book in books])
session.commit()
print("refreshed with its collection:", books[0].shelf.label, len(books[0].shelf.books))
print("identity map:", sorted(session.identity_map.keys(), key=str))

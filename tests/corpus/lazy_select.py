"""Lazy loading: one statement for each collection, none for a parent in the identity map."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    books: Mapped[list["Book"]] = relationship(order_by="Book.id", back_populates="shelf")


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
for shelf in session.scalars(select(Shelf).order_by(Shelf.id)):
    print(shelf.label, [book.title for book in shelf.books])
book = shelf.books[0]
print("parent from the identity map:", book.shelf is shelf)
session.expunge_all()
book = session.get(Book, 2)
print("parent by SELECT:", book.shelf.label)
loose = Book(title="loose")
session.add(loose)
session.flush()
print("no key, no SELECT:", loose.shelf)
book.shelf.books.append(loose)
book.shelf.books.remove(book)
session.commit()
print(loose.shelf_id, book.shelf_id)
print("identity map:", sorted(session.identity_map.keys(), key=str))

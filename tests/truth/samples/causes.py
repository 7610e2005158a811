"""One statement for each cause."""

from sqlalchemy import ForeignKey, create_engine, insert, inspect, select, text
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    immediateload,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
    subqueryload,
)


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    note: Mapped[str | None] = mapped_column(deferred=True)
    books: Mapped[list["Book"]] = relationship(back_populates="shelf")


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    shelf_id: Mapped[int | None] = mapped_column(ForeignKey("shelves.id"))
    shelf: Mapped[Shelf | None] = relationship(back_populates="books")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)  # [ddl]
names = inspect(engine).get_table_names()  # [reflection]
session = Session(engine)
session.add(Shelf(label="north", books=[Book(title="one"), Book(title="two")]))
session.flush()  # [flush]
session.add(Shelf(label="south"))
shelves = session.scalars(select(Shelf)).all()  # [autoflush and query]
shelves[0].label = "far north"
session.commit()  # [commit]
label = shelves[0].label  # [refresh-expired]
books = shelves[0].books  # [lazy-load]
note = shelves[0].note  # [deferred-load]
session.refresh(shelves[0])  # [refresh]
session.expunge_all()
shelf = session.get(Shelf, 1)  # [get]
session.expunge_all()
shelves = session.scalars(select(Shelf).options(selectinload(Shelf.books))).all()  # [selectin]
session.expunge_all()
shelves = session.scalars(select(Shelf).options(subqueryload(Shelf.books))).all()  # [subquery]
session.expunge_all()
shelves = session.scalars(select(Shelf).options(immediateload(Shelf.books))).all()  # [immediate]
session.expunge_all()
joined = select(Shelf).options(joinedload(Shelf.books))
shelves = session.scalars(joined).unique().all()  # [joined]
session.expunge_all()
book = session.get(Book, 1)
parent = book.shelf  # [many-to-one]
parent = session.get(Book, 2).shelf  # [many-to-one loaded]
session.expunge_all()
listed = session.scalars(select(Book).order_by(Book.id)).all()
parent = listed[0].shelf  # [many-to-one of a listed one]
session.execute(insert(Shelf), [{"label": "east"}, {"label": "west"}])  # [bulk]
session.bulk_save_objects([Book(title="saved"), Book(title="too")])  # [bulk_save_objects]
session.execute(insert(Book.__table__), [{"title": "a"}, {"title": "b"}])  # [core]
session.execute(text("SELECT 1"))  # [text]
session.rollback()

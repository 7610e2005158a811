"""A lending library: two sessions at work on three related classes, and what goes wrong."""

from datetime import date, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, create_engine, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)

LOAN_DAYS = 14
TODAY = date(2024, 5, 1)


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "books"
    __table_args__ = (CheckConstraint("copies >= 0", name="enough_copies"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    copies: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship(back_populates="books")
    loans: Mapped[list["Loan"]] = relationship(
        back_populates="book", cascade="all, delete-orphan", order_by="Loan.id"
    )


class Loan(Base):
    __tablename__ = "loans"

    id: Mapped[int] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(String(40))
    due: Mapped[date]
    returned: Mapped[bool] = mapped_column(default=False)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))
    book: Mapped[Book] = relationship(back_populates="loans")


engine = create_engine("sqlite://")


def open_library():
    """Make the tables and put some books on the shelves."""
    Base.metadata.create_all(engine)
    shelves = {
        "Ursula K. Le Guin": [("The Dispossessed", 2), ("The Lathe of Heaven", 1)],
        "Italo Calvino": [("Invisible Cities", 1)],
        "Octavia E. Butler": [("Kindred", 3), ("Dawn", 0)],
    }
    with Session(engine) as session:
        for name, titles in shelves.items():
            author = Author(name=name)
            for title, copies in titles:
                author.books.append(Book(title=title, copies=copies))
            session.add(author)
        session.commit()
    return sum(len(titles) for titles in shelves.values())


def find_book(session, title):
    """Return the book of that title, or None."""
    return session.scalars(select(Book).where(Book.title == title)).one_or_none()


def lend(session, book, reader):
    """Lend one copy; the loan is pending until the session flushes."""
    loan = Loan(reader=reader, due=TODAY + timedelta(days=LOAN_DAYS), book=book)
    book.copies -= 1
    session.add(loan)
    return loan


def give_back(session, loan):
    """Take a copy back."""
    loan.returned = True
    loan.book.copies += 1
    session.flush()


def lend_or_refuse(session, title, reader):
    """Lend inside a savepoint, so that a refusal costs no more than this loan."""
    book = find_book(session, title)
    if book is None:
        return f"{title} is not here"
    try:
        with session.begin_nested():
            lend(session, book, reader)
            session.flush()
    except IntegrityError:
        return f"{title} is out, {reader} has to wait"
    return f"{reader} has {title}"


def count_open_loans(session):
    """Return how many loans have not come back."""
    return session.scalar(select(func.count(Loan.id)).where(Loan.returned.is_(False)))


def overdue(session, today):
    """Yield what should be back by now, one loan at a time."""
    for loan in session.scalars(select(Loan).where(Loan.due < today, Loan.returned.is_(False))):
        yield f"{loan.reader}: {loan.book.title}"


def shelves_of(session):
    """Return each author's titles, loaded in two statements."""
    authors = session.scalars(
        select(Author).options(selectinload(Author.books)).order_by(Author.name)
    ).all()
    return {author.name: sorted(book.title for book in author.books) for author in authors}


def lazily_counted(session):
    """Return the number of loans of each book: one statement a book."""
    counted = {}
    for book in session.scalars(select(Book).order_by(Book.id)):
        counted[book.title] = len(book.loans)
    return counted


print("books:", open_library())

# The desk lends while the office looks on in a session of its own.
desk = Session(engine)
office = Session(engine, expire_on_commit=False)

print(lend_or_refuse(desk, "Kindred", "Ana"))
print(lend_or_refuse(desk, "Invisible Cities", "Ben"))
print(lend_or_refuse(desk, "Dawn", "Cleo"))
print(lend_or_refuse(desk, "Solaris", "Dan"))
print("open loans at the desk:", count_open_loans(desk))
desk.commit()

# The office keeps what it has read: its objects are its own.
kindred_at_desk = find_book(desk, "Kindred")
kindred_in_office = find_book(office, "Kindred")
print("same row, two objects:", kindred_at_desk is not kindred_in_office)
kindred_at_desk.copies = 7
desk.flush()
print("desk", kindred_at_desk.copies, "office", kindred_in_office.copies)
desk.rollback()
print("after the rollback:", kindred_at_desk.copies)

# What comes back, and what is found to be gone.
for loan in desk.scalars(select(Loan).order_by(Loan.id)).all():
    if loan.reader == "Ana":
        give_back(desk, loan)
desk.commit()
print("open loans:", count_open_loans(desk))

print("overdue:", list(overdue(desk, TODAY + timedelta(days=LOAN_DAYS + 1))))
print(shelves_of(desk))
print(lazily_counted(desk))

# An author who is already there: the flush fails, and the session says so until it is told.
office.add(Author(name="Italo Calvino"))
try:
    office.commit()
except IntegrityError as error:
    print("refused:", type(error.orig).__name__)
office.rollback()
print("office is usable again:", office.scalar(select(func.count(Author.id))))

# One statement for many rows, past the objects: what is in memory is brought up to date too.
desk.execute(update(Book).where(Book.copies == 0).values(copies=1))
print("copies of Dawn:", find_book(desk, "Dawn").copies)
desk.commit()

# A book leaves, and its loans with it.
cities = find_book(desk, "Invisible Cities")
desk.delete(cities)
desk.flush()
print("loans left:", desk.scalar(select(func.count(Loan.id))))
desk.commit()
print("still in hand:", cities in desk, cities.__dict__.get("title"))

office.close()
desk.close()
engine.dispose()
print("closed")

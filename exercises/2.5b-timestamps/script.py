"""One default in Python, one in the database: who fills in what, and when?"""

from datetime import datetime

from sqlalchemy import String, create_engine, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(200))
    status: Mapped[str | None] = mapped_column(String(20), default="draft")
    created_at: Mapped[datetime | None] = mapped_column(server_default=func.now())


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

# A note made with the class.
with Session(engine) as session:
    note = Note(words="Call the printer")
    session.add(note)
    session.flush()
    print("flushed: created_at is there?", note.created_at is not None)
    session.commit()

# A note that somebody else puts into the table, with SQL of their own.
with Session(engine) as session:
    session.execute(text("INSERT INTO notes (words) VALUES ('Call the author')"))
    session.commit()

    other = session.scalars(select(Note).where(Note.words == "Call the author")).one()
    print("other: status is", other.status)
    print("other: created_at is there?", other.created_at is not None)

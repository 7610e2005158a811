"""The tables: events, and the tickets sold for them."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Event(Base):
    """An event: its name and how many seats it has."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[int]


class Ticket(Base):
    """A ticket: the event that it is for, its seat, from 1, and the name of its holder."""

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("event_id", "seat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    seat: Mapped[int]
    holder_name: Mapped[str] = mapped_column(String(200))

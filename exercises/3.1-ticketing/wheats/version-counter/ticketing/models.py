"""The tables: events, and the tickets sold for them."""

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Event(Base):
    """An event: its name, how many seats it has, how many are sold, and which version it is.

    An UPDATE of an event that somebody else has updated since it was read finds no row.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[int]
    sold: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Ticket(Base):
    """A ticket: the event that it is for, and the name of its holder."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    holder_name: Mapped[str] = mapped_column(String(200))

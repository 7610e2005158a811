"""The tables: events, and the tickets sold for them."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Event:
    """An event: its name and its capacity, that is, how many seats it has."""


class Ticket:
    """A ticket: the event that it is for, and the name of its holder."""

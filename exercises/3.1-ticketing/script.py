"""One seat, two buyers: each counts the tickets sold, then buys one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Event(Base):
    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[int]


class Ticket(Base):
    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    holder_name: Mapped[str] = mapped_column(String(200))


# A database in a file, so that each session has a connection of its own.
folder = TemporaryDirectory()
engine = create_engine(f"sqlite:///{Path(folder.name, 'tickets.db')}")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Event(name="Reading by Candlelight", capacity=1))
    session.commit()

count_sold = select(func.count(Ticket.id)).where(Ticket.event_id == 1)

with Session(engine) as mira, Session(engine) as tom:
    # Both look: how many seats are there, how many are sold?
    seats_for_mira = mira.get(Event, 1).capacity
    sold_before_mira = mira.scalar(count_sold)
    seats_for_tom = tom.get(Event, 1).capacity
    sold_before_tom = tom.scalar(count_sold)
    print("Mira sees", sold_before_mira, "of", seats_for_mira, "sold")
    print("Tom sees", sold_before_tom, "of", seats_for_tom, "sold")

    # Both decide, each in the one transaction in which they counted.
    if sold_before_mira < seats_for_mira:
        mira.add(Ticket(event_id=1, holder_name="Mira"))
        mira.commit()
        print("Mira has bought a ticket")
    if sold_before_tom < seats_for_tom:
        tom.add(Ticket(event_id=1, holder_name="Tom"))
        tom.commit()
        print("Tom has bought a ticket")

with Session(engine) as session:
    print("seats:", session.get(Event, 1).capacity)
    print("sold:", session.scalar(count_sold))

engine.dispose()
folder.cleanup()

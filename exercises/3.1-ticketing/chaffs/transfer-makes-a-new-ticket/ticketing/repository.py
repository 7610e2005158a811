"""Creating events, selling tickets, passing tickets on. Each function commits what it did."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from ticketing.exceptions import EventNotFoundError, SoldOutError, TicketNotFoundError
from ticketing.models import Event, Ticket


def create_event(session: Session, name: str, capacity: int) -> Event:
    """Save a new event and return it."""
    event = Event(name=name, capacity=capacity)
    session.add(event)
    session.commit()
    return event


def purchase_ticket(session: Session, event_id: int, holder_name: str) -> Ticket:
    """Sell one ticket and return it.

    Raises EventNotFoundError for an event that is not there, SoldOutError for a full one.
    """
    session.rollback()
    session.execute(text("BEGIN IMMEDIATE"))
    event = session.get(Event, event_id)
    if event is None:
        session.rollback()
        raise EventNotFoundError(event_id)
    sold = session.scalar(
        select(func.count()).select_from(Ticket).where(Ticket.event_id == event_id)
    )
    if sold >= event.capacity:
        session.rollback()
        raise SoldOutError(event_id)
    ticket = Ticket(event_id=event_id, holder_name=holder_name)
    session.add(ticket)
    session.commit()
    return ticket


def transfer_ticket(session: Session, ticket_id: int, new_holder: str) -> Ticket:
    """Give a ticket to a new holder and return it.

    Raises TicketNotFoundError for a ticket that is not there.
    """
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise TicketNotFoundError(ticket_id)
    event_id = ticket.event_id
    session.delete(ticket)
    session.commit()
    ticket = Ticket(id=ticket_id, event_id=event_id, holder_name=new_holder)
    session.add(ticket)
    session.commit()
    return ticket

"""Creating events, selling tickets, passing tickets on. Each function commits what it did."""

from sqlalchemy import update
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
    # One statement looks and takes: whoever comes second finds its condition no longer true.
    take_a_seat = (
        update(Event)
        .where(Event.id == event_id, Event.sold < Event.capacity)
        .values(sold=Event.sold + 1)
    )
    if session.execute(take_a_seat).rowcount == 0:
        if session.get(Event, event_id) is None:
            raise EventNotFoundError(event_id)
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
    ticket.holder_name = new_holder
    session.commit()
    return ticket

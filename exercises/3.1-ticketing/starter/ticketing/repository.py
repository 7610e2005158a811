"""Creating events, selling tickets, passing tickets on. Each function commits what it did."""

from sqlalchemy.orm import Session

from ticketing.models import Event, Ticket


def create_event(session: Session, name: str, capacity: int) -> Event:
    """Save a new event and return it."""
    raise NotImplementedError


def purchase_ticket(session: Session, event_id: int, holder_name: str) -> Ticket:
    """Sell one ticket and return it.

    Raises EventNotFoundError for an event that is not there, SoldOutError for a full one.
    """
    raise NotImplementedError


def transfer_ticket(session: Session, ticket_id: int, new_holder: str) -> Ticket:
    """Give a ticket to a new holder and return it.

    Raises TicketNotFoundError for a ticket that is not there.
    """
    raise NotImplementedError

"""What the ticketing package has to do. Read-only: changed, it is laid here anew."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from ticketing.exceptions import EventNotFoundError, SoldOutError, TicketNotFoundError
from ticketing.models import Base, Event, Ticket
from ticketing.repository import create_event, purchase_ticket, transfer_ticket


@pytest.fixture
def session():
    engine = create_engine("sqlite:///:memory:")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


class TestCoreModels:
    """3a: events, and tickets for them."""

    def test_create_event(self, session):
        event = create_event(session, name="Poetry Slam", capacity=120)
        assert isinstance(event, Event)
        assert event.id is not None
        assert event.name == "Poetry Slam"
        assert event.capacity == 120

    def test_purchase_ticket(self, session):
        event = create_event(session, name="Choir Evening", capacity=40)
        ticket = purchase_ticket(session, event_id=event.id, holder_name="Amina")
        assert ticket.id is not None
        assert ticket.holder_name == "Amina"
        assert ticket.event_id == event.id

    def test_purchase_for_nonexistent_event(self, session):
        with pytest.raises(EventNotFoundError):
            purchase_ticket(session, event_id=4711, holder_name="Nobody")

    def test_multiple_tickets_same_event(self, session):
        event = create_event(session, name="Pottery Class", capacity=8)
        first = purchase_ticket(session, event.id, "Amina")
        second = purchase_ticket(session, event.id, "Bruno")
        assert first.id != second.id
        assert first.holder_name == "Amina"
        assert second.holder_name == "Bruno"


class TestCapacity:
    """3b: no more tickets than there are seats."""

    def test_cannot_exceed_capacity(self, session):
        event = create_event(session, name="Kitchen Concert", capacity=2)
        purchase_ticket(session, event.id, "Amina")
        purchase_ticket(session, event.id, "Bruno")
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Carla")

    def test_exact_capacity_boundary(self, session):
        event = create_event(session, name="Puppet Show", capacity=3)
        for holder_name in ("Amina", "Bruno"):
            purchase_ticket(session, event.id, holder_name)
        last = purchase_ticket(session, event.id, "Carla")
        assert last is not None
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Dmitri")

    def test_sold_out_does_not_corrupt_existing_data(self, session):
        event = create_event(session, name="One-Seat Opera", capacity=1)
        purchase_ticket(session, event.id, "Amina")
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Bruno")
        # Amina's ticket is still there, and it is the only one.
        sold = session.scalars(select(Ticket).where(Ticket.event_id == event.id)).all()
        assert len(sold) == 1
        assert sold[0].holder_name == "Amina"

    def test_different_events_independent_capacity(self, session):
        matinee = create_event(session, name="Matinee", capacity=1)
        evening = create_event(session, name="Evening", capacity=1)
        purchase_ticket(session, matinee.id, "Amina")
        # The matinee is full now, the evening is not.
        ticket = purchase_ticket(session, evening.id, "Bruno")
        assert ticket.holder_name == "Bruno"


class TestTransfer:
    """3c: a ticket can be passed on, and stays the ticket it is."""

    def test_transfer_ticket(self, session):
        event = create_event(session, name="Gala Dinner", capacity=10)
        ticket = purchase_ticket(session, event.id, "Amina")
        transferred = transfer_ticket(session, ticket.id, new_holder="Bruno")
        assert transferred.holder_name == "Bruno"
        assert transferred.id == ticket.id

    def test_transfer_nonexistent_ticket(self, session):
        with pytest.raises(TicketNotFoundError):
            transfer_ticket(session, ticket_id=4711, new_holder="Nobody")

    def test_transfer_preserves_event_association(self, session):
        event = create_event(session, name="Harbour Fair", capacity=5)
        ticket = purchase_ticket(session, event.id, "Amina")
        transferred = transfer_ticket(session, ticket.id, "Bruno")
        assert transferred.event_id == event.id

    def test_transfer_does_not_free_capacity(self, session):
        event = create_event(session, name="Garden Talk", capacity=2)
        ticket = purchase_ticket(session, event.id, "Amina")
        purchase_ticket(session, event.id, "Bruno")
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Carla")
        # Amina passes hers on to Carla: the seats are as taken as before.
        transfer_ticket(session, ticket.id, "Carla")
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Dmitri")

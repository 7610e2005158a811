"""What is sold is kept: in the database, for every session, and with errors that say enough."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from ticketing.exceptions import EventNotFoundError, SoldOutError, TicketNotFoundError
from ticketing.models import Base, Event, Ticket
from ticketing.repository import create_event, purchase_ticket, transfer_ticket


@pytest.fixture
def engine(tmp_path):
    # A file, so that each session has a connection of its own.
    engine = create_engine(f"sqlite:///{tmp_path / 'tickets.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session


def holders(engine):
    """Return the names that a session of its own finds on the tickets."""
    with Session(engine) as session:
        return sorted(session.scalars(select(Ticket.holder_name)))


class TestCoreModelsKept:
    def test_an_event_is_there_for_every_session(self, engine, session):
        """another session finds the new event"""
        event = create_event(session, "Poetry Slam", 120)
        with Session(engine) as other:
            assert other.get(Event, event.id).name == "Poetry Slam"

    def test_a_ticket_is_there_for_every_session(self, engine, session):
        """another session finds the ticket that was bought"""
        event = create_event(session, "Poetry Slam", 120)
        purchase_ticket(session, event.id, "Amina")
        assert holders(engine) == ["Amina"]

    def test_the_error_knows_which_event_is_missing(self, session):
        """EventNotFoundError carries the event_id"""
        with pytest.raises(EventNotFoundError) as caught:
            purchase_ticket(session, 4711, "Nobody")
        assert caught.value.event_id == 4711


class TestCapacityKept:
    def test_the_error_knows_which_event_is_sold_out(self, session):
        """SoldOutError carries the event_id, also of an event without a single seat"""
        create_event(session, "Poetry Slam", 120)
        full = create_event(session, "Private Rehearsal", 0)
        full_id = full.id
        with pytest.raises(SoldOutError) as caught:
            purchase_ticket(session, full_id, "Amina")
        assert caught.value.event_id == full_id

    def test_the_limit_holds_for_all_sessions_together(self, engine, session):
        """three buyers in three sessions, one after the other, for two seats"""
        event_id = create_event(session, "Puppet Show", 2).id
        for holder_name in ("Amina", "Bruno"):
            with Session(engine) as buyer:
                purchase_ticket(buyer, event_id, holder_name)
        with pytest.raises(SoldOutError), Session(engine) as buyer:
            purchase_ticket(buyer, event_id, "Carla")
        assert holders(engine) == ["Amina", "Bruno"]

    def test_what_was_refused_is_not_saved_later(self, engine, session):
        """after a refusal the session is committed: only the ticket that was sold is there"""
        event = create_event(session, "One-Seat Opera", 1)
        purchase_ticket(session, event.id, "Amina")
        with pytest.raises(SoldOutError):
            purchase_ticket(session, event.id, "Bruno")
        session.commit()
        assert holders(engine) == ["Amina"]


class TestTransferKept:
    def test_the_new_holder_is_there_for_every_session(self, engine, session):
        """another session finds the new holder"""
        event = create_event(session, "Gala Dinner", 10)
        ticket = purchase_ticket(session, event.id, "Amina")
        transfer_ticket(session, ticket.id, "Bruno")
        assert holders(engine) == ["Bruno"]

    def test_a_ticket_keeps_its_number_among_others(self, engine, session):
        """the older of two tickets is transferred: it keeps its id, and the other its holder"""
        event = create_event(session, "Gala Dinner", 10)
        ticket_id = purchase_ticket(session, event.id, "Amina").id
        purchase_ticket(session, event.id, "Bruno")
        assert transfer_ticket(session, ticket_id, "Carla").id == ticket_id
        with Session(engine) as other:
            assert other.get(Ticket, ticket_id).holder_name == "Carla"
        assert holders(engine) == ["Bruno", "Carla"]

    def test_the_error_knows_which_ticket_is_missing(self, engine, session):
        """TicketNotFoundError carries the ticket_id"""
        event = create_event(session, "Gala Dinner", 10)
        purchase_ticket(session, event.id, "Amina")
        with pytest.raises(TicketNotFoundError) as caught:
            transfer_ticket(session, 4711, "Nobody")
        assert caught.value.ticket_id == 4711
        assert holders(engine) == ["Amina"]

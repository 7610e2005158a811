"""Two buyers at once, each with a connection of their own.

Whatever a purchase does, it does by statements and a COMMIT. So for each of these in turn, a
whole second purchase is made just before it, from inside the first one: every way in which the
second can come in between is tried, always in the same order, with no clock and no thread.
"""

import sqlite3
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from ticketing.exceptions import EventNotFoundError, SoldOutError
from ticketing.models import Base, Ticket
from ticketing.repository import create_event, purchase_ticket, transfer_ticket

SOLD, SOLD_OUT, MUST_WAIT = "sold", "sold out", "must wait"
EVENT_ID = 1
MAX_STATEMENTS = 60


class StillWaiting(BaseException):
    """A purchase that tries again and again while another one holds the database."""


class LineCut(Exception):
    """Something that has nothing to do with how many seats there are."""


class Hall:
    """A database with one event, an engine for each of two buyers, and an onlooker.

    The onlooker's connection is the driver's own, so that a recording shows the buyers alone.
    """

    def __init__(self, path, capacity):
        self.mira, self.tom = self.connect(path), self.connect(path)
        self.onlooker = sqlite3.connect(path, timeout=0)
        tickets = select(func.count()).select_from(Ticket).where(Ticket.event_id == EVENT_ID)
        self.count = str(tickets.compile(self.mira, compile_kwargs={"literal_binds": True}))
        Base.metadata.create_all(self.mira)
        self.most_saved = 0
        with Session(self.mira) as session:
            assert create_event(session, "Reading by Candlelight", capacity).id == EVENT_ID
        for engine in (self.mira, self.tom):
            event.listen(engine, "before_cursor_execute", self.look)
            event.listen(engine, "commit", self.look)

    def connect(self, path):
        # Nobody waits for a lock: who waits in the one thread there is would wait for ever.
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
        # The files are thrown away: no need to wait until the disk has them.
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
        return engine

    def look(self, *_):
        """Note how many tickets of the event everybody can see now."""
        ((sold,),) = self.onlooker.execute(self.count).fetchall()
        self.most_saved = max(self.most_saved, sold)

    def close(self):
        self.mira.dispose()
        self.tom.dispose()
        self.onlooker.close()


@pytest.fixture
def open_hall(tmp_path):
    halls = []

    def open_hall(capacity):
        halls.append(Hall(tmp_path / f"hall_{len(halls)}.db", capacity))
        return halls[-1]

    yield open_hall
    for hall in halls:
        hall.close()


def buy(engine, holder_name):
    """Make one purchase in a session of its own and return how it ended."""
    statements = count(1)

    def give_up(*_):
        if next(statements) > MAX_STATEMENTS:
            raise StillWaiting

    event.listen(engine, "before_cursor_execute", give_up)
    try:
        with Session(engine) as session:
            purchase_ticket(session, EVENT_ID, holder_name)
    except SoldOutError:
        return SOLD_OUT
    except StillWaiting:
        return MUST_WAIT
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        return MUST_WAIT
    finally:
        event.remove(engine, "before_cursor_execute", give_up)
    return SOLD


@contextmanager
def just_before(engine, number, act):
    """Act once, just before the engine's next statement but `number`, COMMIT counted as one.

    Yields a list that then holds what it was that had to wait for this.
    """
    done = count(1)
    held_up = []

    def heard(what):
        if next(done) == number:
            held_up.append(what)
            act()

    def before_statement(connection, cursor, statement, *_):
        heard(statement.split()[0])

    def before_commit(connection):
        heard("COMMIT")

    event.listen(engine, "before_cursor_execute", before_statement)
    event.listen(engine, "commit", before_commit)
    try:
        yield held_up
    finally:
        event.remove(engine, "before_cursor_execute", before_statement)
        event.remove(engine, "commit", before_commit)


def every_way_in_between(open_hall, capacity):
    """Yield for each moment: in words, when Tom came in, how both ended, and the hall.

    Who must wait for the other tries again when the other is done.
    """
    for number in range(1, MAX_STATEMENTS):
        hall = open_hall(capacity)
        ended = {}

        def tom_buys(hall=hall, ended=ended):
            ended["Tom"] = buy(hall.tom, "Tom")

        with just_before(hall.mira, number, tom_buys) as held_up:
            ended["Mira"] = buy(hall.mira, "Mira")
        if not held_up:
            assert number > 1, "a purchase sent nothing to the database"
            return
        for name, engine in (("Mira", hall.mira), ("Tom", hall.tom)):
            if ended[name] == MUST_WAIT:
                ended[name] = buy(engine, name)
        hall.look()
        yield f"Tom bought just before statement {number} of Mira's, {held_up[0]}", ended, hall
    raise AssertionError("a purchase came to no end")


class TestLastTicket:
    """3d: the last ticket is sold once, whoever comes when."""

    def test_the_last_seat_is_sold_once(self, open_hall):
        for moment, _, hall in every_way_in_between(open_hall, capacity=1):
            assert hall.most_saved == 1, moment

    def test_who_comes_too_late_is_told_that_it_is_sold_out(self, open_hall):
        for moment, ended, _ in every_way_in_between(open_hall, capacity=1):
            assert sorted(ended.values()) == [SOLD, SOLD_OUT], f"{moment}: {ended}"

    def test_with_two_seats_left_both_buyers_get_one(self, open_hall):
        for moment, ended, hall in every_way_in_between(open_hall, capacity=2):
            assert ended == {"Mira": SOLD, "Tom": SOLD}, moment
            assert hall.most_saved == 2, moment

    def test_who_was_refused_keeps_nobody_waiting(self, open_hall):
        """one session was refused and is still open: another one can write"""
        hall = open_hall(capacity=0)
        with Session(hall.mira) as refused:
            for event_id in (EVENT_ID, 4711):
                with pytest.raises((SoldOutError, EventNotFoundError)):
                    purchase_ticket(refused, event_id, "Mira")
                # Her session is still open. If it holds a lock, this fails.
                with Session(hall.tom) as other:
                    other_event = create_event(other, "Backyard Film Night", 1)
                    assert purchase_ticket(other, other_event.id, "Tom").holder_name == "Tom"

    def test_a_purchase_that_fails_halfway_takes_no_seat(self, open_hall):
        """the ticket's INSERT fails and the caller rolls back: the seat can still be had"""
        hall = open_hall(capacity=1)

        def cut(connection, cursor, statement, *_):
            if statement.upper().startswith(f"INSERT INTO {Ticket.__table__.name.upper()}"):
                raise LineCut

        event.listen(hall.mira, "before_cursor_execute", cut)
        with Session(hall.mira) as session:
            with pytest.raises(LineCut):
                purchase_ticket(session, EVENT_ID, "Mira")
            session.rollback()
        assert buy(hall.tom, "Tom") == SOLD

    def test_a_transfer_leaves_no_moment_with_a_seat_free(self, open_hall):
        """the event is sold out, and somebody wants a ticket in the middle of a transfer"""
        for number in range(1, MAX_STATEMENTS):
            hall = open_hall(capacity=1)
            with Session(hall.tom) as session:
                ticket_id = purchase_ticket(session, EVENT_ID, "Amina").id
            bought = []

            def tom_buys(hall=hall, bought=bought):
                bought.append(buy(hall.tom, "Tom"))

            with just_before(hall.mira, number, tom_buys) as held_up, Session(hall.mira) as session:
                assert transfer_ticket(session, ticket_id, "Bruno").id == ticket_id
            if not held_up:
                return
            moment = f"Tom came just before statement {number} of the transfer, {held_up[0]}"
            assert bought[0] in (SOLD_OUT, MUST_WAIT), moment

"""A transfer happens whole or not at all."""

import pytest
from bank import Account, SessionLocal, get_balance, transfer
from sqlalchemy import event


@pytest.fixture(autouse=True)
def opening_balances():
    """Alice holds 1000 and Bob 500."""
    with SessionLocal() as session:
        session.get(Account, 1).balance = 1000
        session.get(Account, 2).balance = 500
        session.commit()


def balances():
    """Return what a session of its own finds in the two accounts."""
    with SessionLocal() as session:
        return get_balance(session, 1), get_balance(session, 2)


def test_failed_transfer_conserves_money():
    """A transfer to account 999 fails, and the caller rolls back."""
    with SessionLocal() as session:
        try:
            transfer(session, from_id=1, to_id=999, amount=300)
        except ValueError:
            session.rollback()

    alice, bob = balances()
    assert alice + bob == 1500, f"money leaked: there is {alice + bob}, not 1500"
    assert alice == 1000, "Alice's balance should be as before"


def test_missing_destination_is_reported():
    """A transfer to account 999 raises ValueError."""
    with SessionLocal() as session, pytest.raises(ValueError):
        transfer(session, from_id=1, to_id=999, amount=300)


@pytest.mark.parametrize(
    ("from_id", "to_id", "amount"),
    [(1, 999, 300), (999, 2, 300), (1, 2, 1001)],
    ids=["no-destination", "no-source", "too-little-money"],
)
def test_refused_transfer_leaves_nothing_to_commit(from_id, to_id, amount):
    """A transfer is refused; the caller goes on with the session and commits."""
    with SessionLocal() as session:
        try:
            transfer(session, from_id=from_id, to_id=to_id, amount=amount)
        except ValueError:
            session.commit()

    assert balances() == (1000, 500)


def test_one_commit_for_the_whole_transfer():
    """A transfer from Alice to Bob, its commits counted."""
    commits = []
    with SessionLocal() as session:
        event.listen(session, "after_commit", commits.append)
        transfer(session, from_id=1, to_id=2, amount=200)

    assert len(commits) == 1, f"the transfer was committed {len(commits)} times"

"""What works at the bank today, and must go on working."""

import pytest
from bank import Account, SessionLocal, get_balance, transfer


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


def test_transfer_moves_the_money():
    with SessionLocal() as session:
        transfer(session, from_id=1, to_id=2, amount=200)

    assert balances() == (800, 700)


def test_whole_balance_can_be_sent():
    with SessionLocal() as session:
        transfer(session, from_id=2, to_id=1, amount=500)

    assert balances() == (1500, 0)


def test_more_than_there_is_can_not_be_sent():
    with SessionLocal() as session, pytest.raises(ValueError):
        transfer(session, from_id=1, to_id=2, amount=1001)

    assert balances() == (1000, 500)


def test_nothing_comes_from_an_account_that_does_not_exist():
    with SessionLocal() as session, pytest.raises(ValueError):
        transfer(session, from_id=999, to_id=2, amount=1)

    assert balances() == (1000, 500)

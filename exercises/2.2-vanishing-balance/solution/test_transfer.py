"""What transfer promises to the bank and to its customers."""

import pytest
from bank import Account, SessionLocal, get_balance, transfer


@pytest.fixture(autouse=True)
def opening_balances():
    """Alice holds 1000 and Bob 500, whatever the test before has done."""
    with SessionLocal() as session:
        session.get(Account, 1).balance = 1000
        session.get(Account, 2).balance = 500
        session.commit()


def balances():
    """Return what a session of its own finds in the two accounts."""
    with SessionLocal() as session:
        return get_balance(session, 1), get_balance(session, 2)


def test_failed_transfer_conserves_money():
    """Money is conserved even when a transfer fails."""
    with SessionLocal() as session:
        try:
            transfer(session, from_id=1, to_id=999, amount=300)
        except ValueError:
            session.rollback()

    with SessionLocal() as session:
        total = get_balance(session, 1) + get_balance(session, 2)
        assert total == 1500, f"money leaked: there is {total}, not 1500"
        assert get_balance(session, 1) == 1000, "Alice's balance should be as before"


@pytest.mark.parametrize(("to_id", "amount"), [(999, 300), (2, 1001)])
def test_refused_transfer_leaves_nothing_to_commit(to_id, amount):
    """Who catches the error and commits what else there is moves no money either."""
    with SessionLocal() as session:
        with pytest.raises(ValueError):
            transfer(session, from_id=1, to_id=to_id, amount=amount)
        session.commit()

    assert balances() == (1000, 500)


def test_transfer_moves_money_for_good():
    with SessionLocal() as session:
        transfer(session, from_id=1, to_id=2, amount=200)

    assert balances() == (800, 700)

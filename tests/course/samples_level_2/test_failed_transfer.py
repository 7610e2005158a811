"""The test that 2.2 asks for, at its least."""

from bank import Account, SessionLocal, get_balance, transfer


def test_failed_transfer_conserves_money():
    """Money is conserved even when a transfer fails."""
    with SessionLocal() as session:
        alice = session.get(Account, 1)
        bob = session.get(Account, 2)
        alice.balance = 1000
        bob.balance = 500
        session.commit()

    with SessionLocal() as session:
        try:
            transfer(session, from_id=1, to_id=999, amount=300)
        except ValueError:
            session.rollback()

    with SessionLocal() as session:
        total = get_balance(session, 1) + get_balance(session, 2)
        assert total == 1500, f"money leaked: the total is {total}, not 1500"
        assert get_balance(session, 1) == 1000, "Alice's balance should be unchanged"

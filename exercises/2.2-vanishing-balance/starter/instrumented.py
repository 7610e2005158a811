"""transfer() once more, and what it tells of itself on the way."""

from bank import Account, SessionLocal
from sqlalchemy.orm import Session


def transfer_instrumented(session: Session, from_id: int, to_id: int, amount: int) -> None:
    """Do what bank.transfer does, flaw included, and print the balances at each stage."""
    from_account = session.get(Account, from_id)
    to_account = session.get(Account, to_id)

    if from_account is None:
        raise ValueError(f"there is no account {from_id} to take from")
    if from_account.balance < amount:
        raise ValueError(f"account {from_id} holds less than {amount}")

    from_account.balance -= amount
    session.commit()

    if to_account is None:
        raise ValueError(f"there is no account {to_id} to pay into")
    to_account.balance += amount
    session.commit()


if __name__ == "__main__":
    print("Alice sends Bob 200")
    with SessionLocal() as session:
        transfer_instrumented(session, from_id=1, to_id=2, amount=200)

    print("Alice sends 300 to account 999")
    with SessionLocal() as session:
        try:
            transfer_instrumented(session, from_id=1, to_id=999, amount=300)
        except ValueError as error:
            print("refused:", error)

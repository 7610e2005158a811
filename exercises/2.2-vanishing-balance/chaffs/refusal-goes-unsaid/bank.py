"""A small bank with two customers, and the function that moves money between accounts."""

from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(100))
    balance: Mapped[int] = mapped_column(default=0)

    def __repr__(self) -> str:
        return f"Account(id={self.id!r}, owner={self.owner!r}, balance={self.balance!r})"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
SessionLocal = sessionmaker(engine)

# The bank opens with 1500 in its vault: account 1 is Alice's, account 2 is Bob's.
with SessionLocal() as session:
    session.add(Account(owner="Alice", balance=1000))
    session.add(Account(owner="Bob", balance=500))
    session.commit()


def get_balance(session: Session, account_id: int) -> int:
    """Return what is in the account; 0 if there is no such account."""
    account = session.get(Account, account_id)
    return account.balance if account else 0


def transfer(session: Session, from_id: int, to_id: int, amount: int) -> None:
    """Move an amount from one account to another.

    Raises ValueError if one of the accounts does not exist or the first holds too little.
    """
    from_account = session.get(Account, from_id)
    to_account = session.get(Account, to_id)

    if from_account is None:
        raise ValueError(f"there is no account {from_id} to take from")
    if from_account.balance < amount:
        raise ValueError(f"account {from_id} holds less than {amount}")
    if to_account is None:
        return

    from_account.balance -= amount
    to_account.balance += amount
    session.commit()


if __name__ == "__main__":
    # An ordinary day: Alice sends Bob 200.
    with SessionLocal() as session:
        transfer(session, from_id=1, to_id=2, amount=200)
        print("Alice has", get_balance(session, 1))
        print("Bob has", get_balance(session, 2))

    # A slip of the finger: there is no account 999.
    with SessionLocal() as session:
        try:
            transfer(session, from_id=1, to_id=999, amount=300)
        except ValueError as error:
            print("refused:", error)

    # The evening's count.
    with SessionLocal() as session:
        alice = get_balance(session, 1)
        bob = get_balance(session, 2)
        total = alice + bob
        print("Alice now has", alice)
        print("Bob now has", bob)
        print("in the bank there is", total, "of 1500")

"""write_only and dynamic collections are never loaded whole."""

from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    DynamicMapped,
    Mapped,
    Session,
    WriteOnlyMapped,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    entries: WriteOnlyMapped["Entry"] = relationship(order_by="Entry.id")
    notes: DynamicMapped["Note"] = relationship(order_by="Note.id")


class Entry(Base):
    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
account = Account()
session.add(account)
account.entries.add_all([Entry(amount=5), Entry(amount=7)])
account.notes.append(Note(text="first"))
session.commit()
print([entry.amount for entry in session.scalars(account.entries.select())])
account.notes.append(Note(text="second"))
print([note.text for note in account.notes], account.notes.count())
session.execute(account.entries.insert(), [{"amount": 9}])
print(session.scalar(select(func.sum(Entry.amount))))
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

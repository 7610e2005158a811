"""Deferred columns, alone and in a group, load_only and undefer."""

from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    load_only,
    mapped_column,
    undefer,
)


class Base(DeclarativeBase):
    pass


class Page(Base):
    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(deferred=True)
    left: Mapped[str] = mapped_column(deferred=True, deferred_group="margins")
    right: Mapped[str] = mapped_column(deferred=True, deferred_group="margins")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Page(title="one", body="text", left="l", right="r"))
session.commit()
page = session.scalars(select(Page)).one()
print("unloaded:", sorted(inspect(page).unloaded))
print(page.title, page.body)
print("left brings right:", page.left, "right" in page.__dict__)
session.expunge_all()
page = session.scalars(select(Page).options(load_only(Page.id), undefer(Page.body))).one()
print("loaded:", sorted(key for key in page.__dict__ if not key.startswith("_")), page.title)
page.body = "overwritten unread"
session.commit()
print(page.body)
print("identity map:", sorted(session.identity_map.keys(), key=str))

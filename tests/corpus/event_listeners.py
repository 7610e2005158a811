"""The script's own listeners: before_flush, set with retval, once, and event.remove."""

from sqlalchemy import create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

heard = []

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]


@event.listens_for(Session, "before_flush")
def note_flush(session, context, instances):
    heard.append(f"before_flush {len(session.new)} {len(session.dirty)}")


@event.listens_for(Tool.name, "set", retval=True)
def tidy(target, value, old, initiator):
    heard.append(f"set {value!r}")
    return value.strip()


@event.listens_for(Tool, "load")
def loaded(target, context):
    heard.append("load")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
event.listen(session, "after_commit", lambda session: heard.append("after_commit"), once=True)
event.listen(session, "pending_to_persistent", lambda s, tool: heard.append("persistent"))
tool = Tool(name="  saw ", price=1)
session.add(tool)
session.commit()
event.remove(Session, "before_flush", note_flush)
tool.price = 2
session.commit()
event.remove(Tool.name, "set", tidy)
tool.name = " axe "
session.flush()
session.expunge_all()
print(repr(session.get(Tool, 1).name))
print("\n".join(heard))
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""Pickling, copying and deep-copying mapped instances."""

import copy
import pickle

from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
tool = Tool(name="saw", price=1)
session.add(tool)
session.commit()
expired = pickle.loads(pickle.dumps(tool))
print("pickled expired:", inspect(expired).detached, sorted(expired.__dict__))
tool.name
loaded = pickle.loads(pickle.dumps(tool))
print("pickled loaded:", loaded.name, inspect(loaded).key[1])
session.expunge(tool)
session.add(loaded)
loaded.price = 5
session.commit()
print(loaded.price, loaded in session)
fresh = Tool(name="axe", price=2)
twin = copy.copy(fresh)
print("copy shares the state:", inspect(twin) is inspect(fresh), twin.name)
deep = copy.deepcopy(fresh)
print("deep copy:", deep.name, deep is not fresh)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""Objects whose __class__ lies, and a metaclass whose __name__ does."""

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

asked = []


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "target", target)

    @property
    def __class__(self):
        asked.append("__class__")
        return list

    def __iter__(self):
        asked.append("__iter__")
        return iter(())


class Meta(type):
    @property
    def __name__(cls):
        asked.append("__name__")
        return "Lie"

    def __instancecheck__(cls, instance):
        asked.append("__instancecheck__")
        return True

    def __subclasscheck__(cls, other):
        asked.append("__subclasscheck__")
        return True


class Odd(metaclass=Meta):
    pass


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
proxy = Proxy(tool)
odd = Odd()
pair = [proxy, odd]
session.add(tool)
session.commit()
print("asked so far:", asked)
print(isinstance(proxy, list), isinstance(3, Odd))
print("asked:", asked)
print("identity map:", sorted(session.identity_map.keys(), key=str))

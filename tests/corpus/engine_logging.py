"""echo=True: SQLAlchemy's own log on standard output, with a handler of the script."""

import logging
import sys

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
handler.addFilter(lambda record: not record.getMessage().startswith("["))
logger = logging.getLogger("sqlalchemy.engine.Engine")
logger.addHandler(handler)
logger.propagate = False

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

engine = create_engine("sqlite://", echo=True)
Base.metadata.create_all(engine)
session = Session(engine)
tool = Tool(name="saw", price=1)
session.add(tool)
session.commit()
tool.price = 2
session.commit()
engine.echo = False
print(tool.price)
print("identity map:", sorted(session.identity_map.keys(), key=str))

"""A forked child of the script prints and leaves; the parent goes on."""

import os
import sys
import warnings

from sqlalchemy import create_engine
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
warnings.simplefilter("ignore")
session = Session(engine)
session.add(Tool(name="saw", price=1))
session.flush()
sys.stdout.flush()
wait, go = os.pipe()
child = os.fork()
if child == 0:
    os.read(wait, 1)
    print("child sees", len(session.identity_map), flush=True)
    os._exit(5)
# The child goes on while this statement runs, not before.
status = os.waitpid(child, 0 * os.write(go, b"!"))[1]
print("child left with", os.waitstatus_to_exitcode(status))
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))

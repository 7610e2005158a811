"""A shop whose products, prices and mistakes are asked about."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from shop_models import Base, Product, double
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


def place(session, name, price):
    product = Product(name=name, price=price)
    session.add(product)
    return product


def mends():
    try:
        raise KeyError("mended")
    except KeyError:
        print("mended")


folder = TemporaryDirectory()
engine = create_engine(f"sqlite:///{Path(folder.name) / 'shop.db'}")
Base.metadata.create_all(engine)

with Session(engine) as session:
    widget = place(session, "Widget", 100)
    session.flush()
    gadget = place(session, "Gadget", 200)
    print("twice the price is", double(widget.price))
    session.commit()

    for number in range(3):
        print("round", number)

    widget.price = 999
    same = session.get(Product, 1)
    both = [widget, gadget]
    words = ["it's", None, 2.5, True]
    nothing = None
    if nothing:
        print("never")

    try:
        place(session, "Widget", 1)
        session.flush()
    except IntegrityError:
        print("refused", file=sys.stderr)
    mends()
    session.rollback()
    print(
        "the price is",
        widget.price,
    )

engine.dispose()
folder.cleanup()

"""sys.exit with a message: printed on standard error, status 1."""

import sys

from sqlalchemy import create_engine, text

engine = create_engine("sqlite://")
with engine.connect() as connection:
    if connection.execute(text("SELECT 1")).scalar() == 1:
        sys.exit("that is all")
print("never printed")

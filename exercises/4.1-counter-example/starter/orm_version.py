"""Stores the readings through the ORM: one SensorReading object each, a session, a commit."""

import sys

from readings import open_database
from sqlalchemy import Engine


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    raise NotImplementedError


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

"""Stores the readings through the ORM: one SensorReading object each, a session, a commit."""

import sys

from readings import SensorReading, open_database, readings
from sqlalchemy import Engine
from sqlalchemy.orm import Session


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    with Session(engine) as session:
        for sensor_name, value in readings(rows):
            session.add(SensorReading(sensor_name=sensor_name, value=value))
        session.commit()


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

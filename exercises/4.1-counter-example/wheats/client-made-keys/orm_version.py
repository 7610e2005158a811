"""Stores the readings through the ORM: one SensorReading object each, a session, a commit."""

import sys

from readings import SensorReading, open_database, readings
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    with Session(engine) as session:
        taken = session.scalar(select(func.max(SensorReading.id))) or 0
        session.add_all(
            SensorReading(id=number, sensor_name=sensor_name, value=value)
            for number, (sensor_name, value) in enumerate(readings(rows), taken + 1)
        )
        session.commit()


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

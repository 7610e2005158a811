"""Stores the readings through the ORM: one SensorReading object each, a session, a commit."""

import sys

from readings import SensorReading, open_database, readings
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    made = [
        SensorReading(sensor_name=sensor_name, value=value) for sensor_name, value in readings(rows)
    ]
    values = [{"sensor_name": one.sensor_name, "value": one.value} for one in made]
    with Session(engine) as session:
        session.execute(insert(SensorReading), values)
        session.commit()


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

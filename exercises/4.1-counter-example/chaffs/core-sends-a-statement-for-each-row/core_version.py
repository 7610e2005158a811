"""Stores the readings with Core or plain SQL: no object of a mapped class is made."""

import sys

from readings import SensorReading, open_database, readings
from sqlalchemy import Engine, insert


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    with engine.begin() as connection:
        for sensor_name, value in readings(rows):
            connection.execute(insert(SensorReading).values(sensor_name=sensor_name, value=value))


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

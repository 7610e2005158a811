"""Stores the readings with Core or plain SQL: no object of a mapped class is made."""

import sys

from readings import open_database, readings
from sqlalchemy import Engine, text


def store_readings(engine: Engine, rows: int) -> None:
    """Store that many readings, committed, when this returns."""
    values = [{"sensor_name": sensor_name, "value": value} for sensor_name, value in readings(rows)]
    store = text("INSERT INTO readings (sensor_name, value) VALUES (:sensor_name, :value)")
    with engine.connect() as connection:
        connection.execute(store, values)
        connection.commit()


if __name__ == "__main__":
    store_readings(open_database(), int(sys.argv[1]))

"""The table that both versions fill, and what to fill it with. Given: leave it as it is."""

import os
from collections.abc import Iterator

from sqlalchemy import Engine, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class SensorReading(Base):
    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    sensor_name: Mapped[str] = mapped_column(String(50))
    value: Mapped[int]


def open_database() -> Engine:
    """Return the engine of the database to measure on: the lab's, or a file of your own."""
    return create_engine(os.environ.get("ORMLAB_MEASURE_URL", "sqlite:///readings.db"))


def readings(rows: int) -> Iterator[tuple[str, int]]:
    """Yield the sensor's name and the value of each reading, in the order to store them in."""
    for number in range(rows):
        yield f"sensor_{number % 100}", number

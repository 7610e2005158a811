"""The two versions are worth comparing only if they do the same work, whatever the number."""

import core_version
import orm_version
import pytest
from readings import Base, SensorReading
from sqlalchemy import create_engine, select


def left_by(version, rows):
    """Return all rows that a version leaves in a new table, keys included."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    version.store_readings(engine, rows)
    with engine.connect() as connection:
        table = select(SensorReading.__table__).order_by(SensorReading.id)
        found = [tuple(row) for row in connection.execute(table)]
    engine.dispose()
    return found


class TestSameRows:
    @pytest.mark.parametrize("rows", [1, 99, 101, 1001])
    def test_both_leave_the_same_rows(self, rows):
        """keys from 1, sensors and values as readings() yields them"""
        orm_rows = left_by(orm_version, rows)
        assert left_by(core_version, rows) == orm_rows
        assert [(number, value) for number, _, value in orm_rows] == [
            (value + 1, value) for value in range(rows)
        ]
        assert orm_rows[-1][1] == f"sensor_{(rows - 1) % 100}"

    def test_what_was_there_before_stays(self, tmp_path):
        """both versions, one after the other, into one table"""
        engine = create_engine(f"sqlite:///{tmp_path / 'readings.db'}")
        Base.metadata.create_all(engine)
        for version in (orm_version, core_version):
            version.store_readings(engine, 10)
        with engine.connect() as connection:
            values = list(connection.scalars(select(SensorReading.value).order_by("id")))
        engine.dispose()
        assert values == [*range(10), *range(10)]

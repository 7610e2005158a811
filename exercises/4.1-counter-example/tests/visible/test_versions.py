"""What each of the two versions has to do. Read-only: changed, it is laid here anew."""

from contextlib import contextmanager

import core_version
import orm_version
import pytest
from readings import Base, SensorReading, readings
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session

ROWS = 60


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'readings.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def stored(engine):
    """Return the sensor and the value of each reading, in the order of their keys."""
    columns = select(SensorReading.sensor_name, SensorReading.value).order_by(SensorReading.id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(columns)]


@contextmanager
def noting(target, name):
    """Yield a list that grows by one each time that something happens."""
    noted = []

    def note(*_):
        noted.append(name)

    event.listen(target, name, note)
    try:
        yield noted
    finally:
        event.remove(target, name, note)


class TestOrmVersion:
    def test_every_reading_is_there(self, engine):
        orm_version.store_readings(engine, ROWS)
        assert stored(engine) == list(readings(ROWS))

    def test_each_reading_is_an_object_that_a_session_keeps(self, engine):
        with noting(Session, "pending_to_persistent") as kept:
            orm_version.store_readings(engine, ROWS)
        assert len(kept) == ROWS, "objects that became persistent"

    def test_one_transaction_holds_them_all(self, engine):
        with noting(engine, "commit") as commits:
            orm_version.store_readings(engine, ROWS)
        assert len(commits) == 1, "commits"


class TestCoreVersion:
    def test_every_reading_is_there(self, engine):
        core_version.store_readings(engine, ROWS)
        assert stored(engine) == list(readings(ROWS))

    def test_no_object_is_made(self, engine):
        with noting(SensorReading, "init") as made:
            core_version.store_readings(engine, ROWS)
        assert len(made) == 0, "objects that were made"

    def test_a_few_statements_do(self, engine):
        with noting(engine, "before_cursor_execute") as sent:
            core_version.store_readings(engine, ROWS)
        assert len(sent) <= 5, f"statements that were sent for {ROWS} rows"

    def test_one_transaction_holds_them_all(self, engine):
        with noting(engine, "commit") as commits:
            core_version.store_readings(engine, ROWS)
        assert len(commits) == 1, "commits"

"""Six readings, stored as objects, as objects with keys, and as a list."""

from sqlalchemy import String, create_engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class SensorReading(Base):
    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    sensor_name: Mapped[str] = mapped_column(String(50))
    value: Mapped[int]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
six = range(6)

# Six objects. The database makes their keys.
roof = [SensorReading(sensor_name="roof", value=n) for n in six]
with Session(engine) as session:
    session.add_all(roof)
    session.flush()
    session.commit()

# Six objects that bring their keys.
attic = [SensorReading(id=9 + n, sensor_name="attic", value=n) for n in six]
with Session(engine) as session:
    session.add_all(attic)
    session.flush()
    session.commit()

# No object: one statement, and a list of six sets of values.
garden = [{"sensor_name": "garden", "value": n} for n in six]
with Session(engine) as session:
    session.execute(insert(SensorReading), garden)
    session.commit()

# The highest value, found in two ways.
with Session(engine) as session:
    everything = session.scalars(select(SensorReading))
    highest = max(reading.value for reading in everything)
    print("found by looking at every object:", highest)

with Session(engine) as session:
    highest = session.scalar(select(func.max(SensorReading.value)))
    print("found by the database:", highest)

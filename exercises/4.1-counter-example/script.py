"""Six readings are stored three times: as objects, as objects with keys, and as a list."""

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
numbers = range(6)

# Six objects. The database makes their keys.
roof = [SensorReading(sensor_name="roof", value=number) for number in numbers]
with Session(engine) as session:
    session.add_all(roof)
    session.flush()
    session.commit()

# Six objects that bring their keys.
cellar = [SensorReading(id=100 + number, sensor_name="cellar", value=number) for number in numbers]
with Session(engine) as session:
    session.add_all(cellar)
    session.flush()
    session.commit()

# No object: one statement, and a list of six sets of values.
garden = [{"sensor_name": "garden", "value": number} for number in numbers]
with Session(engine) as session:
    session.execute(insert(SensorReading), garden)
    session.commit()

# The same three sensors, read in two ways.
with Session(engine) as session:
    highest = max(reading.value for reading in session.scalars(select(SensorReading)))
    print("highest value, found by looking at every object:", highest)

with Session(engine) as session:
    highest = session.scalar(select(func.max(SensorReading.value)))
    print("highest value, found by the database:", highest)

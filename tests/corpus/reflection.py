"""Reflection: the inspector, autoload_with and automap."""

from sqlalchemy import MetaData, Table, create_engine, inspect, select, text
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import Session

engine = create_engine("sqlite://")
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE makers (id INTEGER PRIMARY KEY, name TEXT)"))
    connection.execute(
        text("CREATE TABLE parts (id INTEGER PRIMARY KEY, maker_id REFERENCES makers (id))")
    )
    connection.execute(text("CREATE INDEX by_maker ON parts (maker_id)"))
    connection.execute(text("INSERT INTO makers VALUES (1, 'Acme')"))
inspector = inspect(engine)
print(inspector.get_table_names(), inspector.has_table("nowhere"))
print([column["name"] for column in inspector.get_columns("makers")])
print([index["name"] for index in inspector.get_indexes("parts")])
parts = Table("parts", MetaData(), autoload_with=engine)
print(sorted(column.name for column in parts.columns), len(parts.foreign_keys))
Base = automap_base()
Base.prepare(autoload_with=engine)
session = Session(engine)
maker = session.scalars(select(Base.classes.makers)).one()
print(maker.name, len(maker.parts_collection))
session.add(Base.classes.parts(makers=maker))
session.commit()
print(len(maker.parts_collection))
print(len(session.identity_map))

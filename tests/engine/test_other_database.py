"""`--database`: a script's engines connect there, whatever the script says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ormlab_tui.runner.run import Run, record

SCRIPT = """
from sqlalchemy import create_engine, engine_from_config, text
from sqlalchemy.pool import NullPool

one = create_engine(
    "postgresql+psycopg://ann:secret@nowhere.invalid/x",
    connect_args={"sslmode": "require"},
    poolclass=NullPool,
    echo=True,
)
with one.begin() as connection:
    connection.execute(text("CREATE TABLE seen (word)"))
other = engine_from_config({"sqlalchemy.url": "sqlite://"})
with other.begin() as connection:
    connection.execute(text("INSERT INTO seen VALUES ('both')"))
print(create_engine.__name__, one.url == other.url)
"""


def test_every_engine_of_a_script_connects_to_the_database_given(tmp_path: Path) -> None:
    script, database = tmp_path / "script.py", tmp_path / "other.db"
    script.write_text(SCRIPT)
    recording = record(Run(script, database=f"sqlite:///{database}"))
    assert recording.end is not None
    assert recording.end.outcome.kind == "finished", recording.end.stderr
    assert recording.end.stdout.splitlines()[-1] == "create_engine True"
    assert [each.connection_url for each in recording.databases] == [f"sqlite:///{database}"]
    assert sqlite3.connect(database).execute("SELECT * FROM seen").fetchall() == [("both",)]

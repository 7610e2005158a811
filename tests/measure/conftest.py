"""Versions of a small task: a table of numbers, filled in more than one way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from ormlab_tui.measure.measuring import Measuring

REPOSITORY = Path(__file__).parents[2]

NUMBERS = """
import os, signal, sys
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Number(Base):
    __tablename__ = "numbers"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]

rows = int(sys.argv[1])
engine = create_engine(os.environ["ORMLAB_MEASURE_URL"])
"""
PREPARE = (
    "from numbers_table import *\nBase.metadata.drop_all(engine)\nBase.metadata.create_all(engine)"
)
OBJECTS = """
from numbers_table import *
with Session(engine) as session:
    session.add_all(Number(number=number) for number in range(rows))
    session.commit()
"""
LIST = """
from numbers_table import *
with engine.begin() as connection:
    connection.execute(insert(Number), [{"number": number} for number in range(rows)])
"""

MakeMeasuring = Callable[..., Measuring]


def write_versions(folder: Path, **versions: str) -> list[Path]:
    """Write the scripts of the versions, with what they share, and return their paths."""
    for name, source in {"numbers_table": NUMBERS, "prepare": PREPARE, **versions}.items():
        (folder / f"{name}.py").write_text(dedent(source))
    return [folder / f"{name}.py" for name in versions]


@pytest.fixture
def make_measuring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeMeasuring:
    """Return what makes a Measuring of one run each of some versions, given as text."""
    # A checkout need not be installed.
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))

    def make(*, sizes: tuple[int, ...] = (3,), options: Any = None, **versions: str) -> Measuring:
        scripts = write_versions(tmp_path, **versions)
        given = {"repeats": 1, "prepare": tmp_path / "prepare.py", "count_up_to": 0}
        return Measuring(scripts, sizes, **{**given, **(options or {})})

    return make

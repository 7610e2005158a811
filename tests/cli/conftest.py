"""The installed command, run as a user would, and one recording that many tests ask."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
_BESIDE = Path(sys.executable).with_name("ormlab")
#: A checkout need not be installed.
COMMAND = [str(_BESIDE)] if _BESIDE.exists() else [sys.executable, "-m", "ormlab_tui"]

SCRIPT = '''"""One user, written and read."""

import sys

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    user = User(name="ada")
    session.add(user)
    session.commit()
    print(user.name, *sys.argv[1:])
print("to stderr", file=sys.stderr)
'''

Ran = subprocess.CompletedProcess[str]
Ormlab = Callable[..., Ran]


class Recorded(NamedTuple):
    """The shared recording, the script it is of, and what the command that made it printed."""

    file: Path
    script: Path
    ran: Ran


def run_ormlab(folder: Path, *arguments: object, **options: Any) -> Ran:
    """Run the command in a folder, with nothing to read and without a terminal."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(folder),
        text=True,
        **{"stdin": subprocess.DEVNULL, "capture_output": True, **options},
    )


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which the user's own files lie in the folder."""
    own = {"ORMLAB_DATA_DIR": str(folder / "data"), "ORMLAB_CONFIG_DIR": str(folder / "config")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**kept, **own, "PYTHONPATH": str(REPOSITORY)}


@pytest.fixture
def ormlab(tmp_path: Path) -> Ormlab:
    """Return what runs the command in a folder of the test's own."""

    def run(*arguments: object, **options: Any) -> Ran:
        return run_ormlab(tmp_path, *arguments, **options)

    return run


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Record a script into a file and to standard output, its options after the script."""
    folder = tmp_path_factory.mktemp("recorded")
    script = folder / "script.py"
    script.write_text(SCRIPT)
    arguments = ("one", "--two", "-o", "made.ormrec", "--json", "--", "--max-steps", "1")
    ran = run_ormlab(folder, "record", "script.py", *arguments)
    return Recorded(folder / "made.ormrec", script, ran)


def sentence(ran: Ran) -> str:
    """Return the one line on standard error of a command that could do nothing."""
    assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
    (line,) = ran.stderr.splitlines()
    assert line.startswith("ormlab: ")
    return line.removeprefix("ormlab: ")

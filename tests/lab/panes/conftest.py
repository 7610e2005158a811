"""Recordings for the panes: of the course's scripts, and of scripts written in the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record
from tests.settling import wait_until_settled

EXERCISES = Path(__file__).parents[3] / "exercises"

#: What the short scripts of the tests begin with.
MODELS = """
    from sqlalchemy import ForeignKey, create_engine, event, insert, select, text
    from sqlalchemy.orm import (
        DeclarativeBase, Mapped, Session, deferred, mapped_column, relationship,
    )

    class Base(DeclarativeBase):
        pass

    class Tool(Base):
        __tablename__ = "tools"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]
        price: Mapped[int]
"""

RecordScript = Callable[[str], Recording]


@pytest.fixture(autouse=True)
def settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pause for as long as there is something to do, and no longer."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_until_settled)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_until_settled)


@pytest.fixture(scope="session")
def exercise() -> Callable[[str], Recording]:
    """Return what gives the recording of an exercise's script, made once."""
    made: dict[str, Recording] = {}

    def recording_of(number: str) -> Recording:
        if number not in made:
            (script,) = EXERCISES.glob(f"{number}-*/script.py")
            made[number] = record(Run(script))
        return made[number]

    return recording_of


@pytest.fixture
def recorded(tmp_path: Path) -> RecordScript:
    """Return what records a script: the models above, then the text given."""

    def recording_of(source: str) -> Recording:
        script = tmp_path / "script.py"
        script.write_text(dedent(MODELS) + dedent(source))
        recording = record(Run(script))
        assert recording.outcome is not None
        assert recording.outcome.kind == "finished", recording.outcome
        return recording

    return recording_of

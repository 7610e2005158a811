"""Recordings for the lab's tests, made once for all of them, as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ormlab_tui.record_script import record_script
from ormlab_tui.runner.limits import Limits

ROOT = Path(__file__).parents[2]
FileOf = Callable[[str], Path]


@pytest.fixture(scope="session")
def recorded_file(tmp_path_factory: pytest.TempPathFactory) -> FileOf:
    """Return what gives the recording of an exercise ("1.1") or of a corpus script, as a file."""
    folder = tmp_path_factory.mktemp("recordings")
    made: dict[str, Path] = {}

    def file_of(name: str) -> Path:
        if name not in made:
            exercises = list((ROOT / "exercises").glob(f"{name}-*/script.py"))
            script = exercises[0] if exercises else ROOT / "tests" / "corpus" / f"{name}.py"
            made[name] = folder / f"{name}.ormrec"
            record_script(script, (), Limits(), None, made[name], keep=False)
        return made[name]

    return file_of


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep progress, workspaces and settings of the test away from the user's own."""
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "ormlab-data"))
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "ormlab-config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)

"""A run of a script with the stand-in recorder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from ormlab_tui.runner.run import Run

FAKE_BOOT = Path(__file__).parent / "fake_boot"
REPOSITORY = Path(__file__).parents[2]

MakeRun = Callable[..., Run]


@pytest.fixture
def make_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeRun:
    """Return what makes a Run of a script's text with the stand-in recorder."""
    # A checkout need not be installed, and the stand-in does not lie beside the package.
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)

    def make(source: str, *arguments: str, **options: Any) -> Run:
        script = tmp_path / "script.py"
        script.write_text(dedent(source))
        return Run(script, arguments, boot=FAKE_BOOT, **options)

    return make

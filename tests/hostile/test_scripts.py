"""Scripts that do their worst: each ends as it must, recorded up to there, and leaves nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .running import misdeeds_in, run_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="some of it is Linux's alone")

SAMPLES = Path(__file__).parent / "samples"
KINDS = sorted(path.name for path in SAMPLES.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_that_does_its_worst_is_recorded_to_its_end(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    misdeeds = misdeeds_in(SAMPLES / kind)
    assert misdeeds
    assert run_all(misdeeds, tmp_path) == []
    left = [*temporary.iterdir(), *Path("/dev/shm").glob(f"ormlab-{os.getpid()}-*")]
    # What a pool of processes leaves behind is the script's own.
    assert [path for path in left if not path.name.startswith("pymp-")] == []

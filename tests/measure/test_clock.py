"""The measured process: what the script sees of being measured, and what is read of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ormlab_tui.measure.results import Measured
from tests.measure.conftest import MakeMeasuring

SEEN = """
import json, os, pathlib, sys
seen = {
    "path": sys.path,
    "argv": sys.argv[1:],
    "environment": sorted(set(os.environ) - {"LC_CTYPE", "ORMLAB_MEASURE_URL"}),
    "PYTHONPATH": os.environ["PYTHONPATH"],
    "trace": [sys.gettrace() is None, sys.getprofile() is None],
    "main": sorted(vars(sys.modules["__main__"])),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(seen))
"""


def test_a_measured_script_sees_what_one_run_plainly_sees(
    make_measuring: MakeMeasuring, tmp_path: Path
) -> None:
    (measured,) = list(make_measuring(seen=SEEN))
    assert isinstance(measured, Measured)
    seen = json.loads((tmp_path / "seen.json").read_text())
    subprocess.run([sys.executable, str(tmp_path / "seen.py"), "3"], check=True, env={**os.environ})
    assert seen == json.loads((tmp_path / "seen.json").read_text())


def test_memory_is_the_scripts_own_and_not_that_of_who_started_it(
    make_measuring: MakeMeasuring,
) -> None:
    held = bytes(range(256)) * (150 * 4096)
    (measured,) = list(make_measuring(big="data = bytes(range(256)) * (64 * 4096)"))
    assert isinstance(measured, Measured)
    assert 60 < measured.peak_mib - measured.start_mib < 100
    assert measured.start_mib < len(held) / 1024 / 1024


def test_a_sitecustomize_of_the_users_own_has_its_turn(
    make_measuring: MakeMeasuring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import builtins; builtins.customized = True")
    measuring = make_measuring(version="print(customized)")
    monkeypatch.setenv("PYTHONPATH", f"{own}{os.pathsep}{os.environ['PYTHONPATH']}")
    (measured,) = list(measuring)
    assert isinstance(measured, Measured)

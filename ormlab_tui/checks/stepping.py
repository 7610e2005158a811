"""Runs one test inside the recorded process, so that it can be stepped through.

The recorded script lies in the room's work folder, calls `run_test` and does nothing else. What
lies in that folder is stepped: the learner's modules, and a visible test. Hidden tests lie
elsewhere, and pytest and this module are no part of the script, so their statements, sources
and frames are never in the recording.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

SCRIPT_NAME = "one_test.py"
_FOREIGN = ("PYTEST_", "PY_COLORS", "FORCE_COLOR")


def script_source(file: str, test: str) -> str:
    """Return the recorded script."""
    return (
        "# Runs one test, so that it can be stepped through.\n"
        "\n"
        "from ormlab_tui.checks.stepping import run_test\n"
        "\n"
        f"run_test({file!r}, {test!r})\n"
    )


def run_test(file: str, test: str) -> None:
    """Run one test by pytest, in this process; `file` lies in the folder or in the hidden one.

    Assertions are left as they are written, so that each is a step like any other statement.
    """
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    work = Path.cwd()
    room = work.parent
    import pytest

    from ormlab_tui.checks.plugin import silence
    from ormlab_tui.checks.room import HIDDEN_FOLDER
    from ormlab_tui.checks.testing import OPTIONS
    from ormlab_tui.engine.child import note_escaped

    path = work / file if (work / file).exists() else room / HIDDEN_FOLDER / file

    class Stepping:
        """Keeps pytest quiet and lets the recording know what ended the test."""

        @pytest.hookimpl(trylast=True)
        def pytest_configure(self, config: pytest.Config) -> None:
            silence(config)

        def pytest_runtest_makereport(self, call: pytest.CallInfo[Any]) -> None:
            if call.excinfo is not None:
                note_escaped(call.excinfo.value)

        def pytest_exception_interact(self, node: Any, call: pytest.CallInfo[Any]) -> None:
            if isinstance(node, pytest.Collector) and call.excinfo is not None:
                note_escaped(call.excinfo.value.__cause__ or call.excinfo.value)

    pytest.main(
        [
            "-c",
            str(room / "pytest.ini"),
            f"--rootdir={room}",
            *OPTIONS,
            "--assert=plain",
            f"{path}::{test}" if test != file else str(path),
        ],
        plugins=[Stepping()],
    )
    # pytest leaves it for a debugger; the script itself was not ended by it.
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            delattr(sys, name)

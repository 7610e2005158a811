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
from types import FrameType
from typing import Any

import pytest

from ormlab_tui.checks.plugin import silence
from ormlab_tui.checks.room import HIDDEN_FOLDER, SCRIPT_NAME
from ormlab_tui.checks.testing import OPTIONS
from ormlab_tui.checks.unwinding import Edge, watched
from ormlab_tui.engine.child import recorder_of_this_process
from ormlab_tui.engine.exceptions import Noted
from ormlab_tui.engine.recorder import Recorder

_FOREIGN = ("PYTEST_", "PY_COLORS", "FORCE_COLOR")


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
    path = work / file if (work / file).exists() else room / HIDDEN_FOLDER / file
    arguments = [
        "-c",
        str(room / "pytest.ini"),
        f"--rootdir={room}",
        *OPTIONS,
        "--assert=plain",
        f"{path}::{test}" if test != file else str(path),
    ]
    recorder = recorder_of_this_process()
    if recorder is None:
        plugin = _Quiet()
    elif path.is_relative_to(work):
        plugin = _Stepping(recorder)
    else:
        plugin = _SteppingHidden(recorder, work)
    pytest.main(arguments, plugins=[plugin])
    # pytest leaves it for a debugger; the script itself was not ended by it.
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            delattr(sys, name)


class _Quiet:
    """A pytest plugin that keeps pytest's own account of the run out of what is printed."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        silence(config)


class _Stepping(_Quiet):
    """Also lets the recording know of the exceptions that leave what is stepped."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def pytest_runtest_makereport(self, call: pytest.CallInfo[Any]) -> None:
        if call.excinfo is not None:
            self._recorder.note_escaped(call.excinfo.value)

    def pytest_exception_interact(self, node: Any, call: pytest.CallInfo[Any]) -> None:
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            error = call.excinfo.value
            self._recorder.note_escaped(error.__cause__ or error)


class _SteppingHidden(_Stepping):
    """Also knows of those that the hidden test takes itself, because it waits for them."""

    def __init__(self, recorder: Recorder, work: Path) -> None:
        super().__init__(recorder)
        self._edge = Edge(str(work), str(work / SCRIPT_NAME), self._leaves)
        #: What left the code in this phase of the test. No exception is kept alive for this.
        self._left: list[tuple[int, Noted]] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Any:
        with watched(self._edge):
            return (yield)

    def pytest_runtest_makereport(self, call: pytest.CallInfo[Any]) -> None:
        error = call.excinfo.value if call.excinfo is not None else None
        if error is not None:
            if self._edge.was_crossed_by(error):
                self._forget(id(error))
            else:
                self._recorder.note_escaped(error)
        for _, noted in self._left:
            self._recorder.note_taken(noted)
        self._left.clear()

    def _leaves(self, frame: FrameType, error: BaseException) -> None:
        noted = self._recorder.note_escaped(error, frame)
        if noted is not None:
            self._left.append((id(error), noted))

    def _forget(self, error_id: int) -> None:
        # An earlier one with this id is gone, and its id was given away again.
        for place in reversed(range(len(self._left))):
            if self._left[place][0] == error_id:
                del self._left[place]
                return

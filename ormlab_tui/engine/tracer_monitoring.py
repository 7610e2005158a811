"""Steps from `sys.monitoring`, with events only on the script's own code objects.

INSTRUCTION events of offsets at which no statement begins are disabled as they first fire, so
what remains costs one call for a statement, and libraries run at full speed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from ormlab_tui.engine.script_files import IMPORTING, ScriptFiles
from ormlab_tui.engine.signals import deliver, waiting
from ormlab_tui.engine.statements import ScriptCode, Statement
from ormlab_tui.engine.tracer import StepSink, is_of_the_script

_monitoring: Any = getattr(sys, "monitoring", None)

# The ids that Python's documentation leaves free come first; the others belong by convention
# to debuggers (0), coverage (1), profilers (2) and optimizers (5).
_NAME = "ormlab"
_TOOL_IDS = (3, 4, 5, 2, 1, 0)

_Entry = tuple[ScriptCode, Statement, tuple[Statement, ...]]


class MonitoringTracer:
    """The tracer for Python 3.12 and later."""

    name = "monitoring"

    def __init__(self, files: ScriptFiles, sink: StepSink) -> None:
        self.lost = False
        self._files = files
        self._sink = sink
        self._tool: int | None = None
        self._companion: int | None = None
        self._table: dict[int, _Entry] = {}
        self._local_events = 0
        self._fork_hooked = False

    def start(self) -> None:
        """Traces the registered files from now on. RuntimeError if no tool id is free."""
        if self._tool is not None:
            return
        tool = self._tool = _free_tool()
        self._companion = _free_tool(optional=True)
        events = _monitoring.events
        self._local_events = 0
        for event, callback in (
            (events.INSTRUCTION, _instruction_callback(self._table, self._files, self._sink)),
            (events.PY_START, self._frame_callback(self._sink.entered, False)),
            (events.PY_RESUME, self._frame_callback(self._sink.entered, True)),
            (events.PY_RETURN, self._frame_callback(self._sink.left, False)),
            (events.PY_YIELD, self._frame_callback(self._sink.left, True)),
        ):
            _monitoring.register_callback(tool, event, callback)
            self._local_events |= event
        for code in list(self._files.codes.values()):
            self._add(code)
        _monitoring.set_local_events(tool, IMPORTING, events.PY_START)
        if not self._fork_hooked:
            self._fork_hooked = True
            os.register_at_fork(after_in_child=self.stop)

    def stop(self) -> None:
        """No further calls of the sink."""
        tool, self._tool = self._tool, None
        if tool is None:
            return
        companion, self._companion = self._companion, None
        self._table.clear()
        # The script may free any tool there is, and take it for itself.
        self.lost = _monitoring.get_tool(tool) != _NAME
        if not self.lost:
            _monitoring.set_local_events(tool, IMPORTING, 0)
            for event in _events_in(self._local_events):
                _monitoring.register_callback(tool, event, None)
        for used in (tool, companion):
            if used is not None and _monitoring.get_tool(used) == _NAME:
                for code in list(self._files.codes.values()):
                    _monitoring.set_local_events(used, code.code, 0)
                _monitoring.free_tool_id(used)

    def adopt(self, frame: FrameType) -> None:
        """Traces a frame that has just started; its instructions are watched already."""
        script_code = self._files.codes.get(id(frame.f_code))
        if script_code is not None:
            self._sink.entered(frame, script_code, False)

    def _import(self, importing: FrameType) -> None:
        found = self._files.imported(importing)
        if found is None or self._tool is None:
            return
        file, codes = found
        for code in codes:
            self._add(code)
        try:
            self._sink.registered(file)
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, self._files):
                raise

    def _frame_callback(
        self, report: Callable[[FrameType, ScriptCode, bool], None], argument: bool
    ) -> Callable[..., None]:
        files = self._files
        find = files.codes.get
        identity = id
        frame_at = sys._getframe
        imported = self._import

        def on_frame(code: CodeType, offset: int, value: object = None) -> None:
            script_code = find(identity(code))
            if script_code is None:
                imported(frame_at(1))
                return
            try:
                report(frame_at(1), script_code, argument)
            except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
                if is_of_the_script(error, files):
                    raise

        return on_frame

    def _add(self, code: ScriptCode) -> None:
        # A code object holds its instructions in its own memory and is longer than they are,
        # so identity plus offset is one number that no other live code object can give.
        base = id(code.code)
        for offset, statement in code.entries.items():
            self._table[base + offset] = (code, statement, code.following.get(offset, ()))
        if self._companion is not None:
            # Up to 3.13 at least, INSTRUCTION events are lost from a code object on which an
            # event of theirs gets its second tool later, as PY_START does when the script
            # calls sys.settrace or sys.setprofile. A second tool from the beginning, on an
            # event that costs nothing, makes room for that.
            events = _monitoring.events
            _monitoring.set_local_events(self._companion, code.code, events.PY_YIELD)
        _monitoring.set_local_events(self._tool, code.code, self._local_events)


def _free_tool(optional: bool = False) -> int | None:
    for tool in _TOOL_IDS:
        if _monitoring.get_tool(tool) is None:
            _monitoring.use_tool_id(tool, _NAME)
            return tool
    if optional:
        return None
    raise RuntimeError("all tool ids of sys.monitoring are in use")


def _events_in(mask: int) -> list[int]:
    return [1 << bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _instruction_callback(
    table: dict[int, _Entry], files: ScriptFiles, sink: StepSink
) -> Callable[[CodeType, int], object]:
    # The hottest code of all: everything it uses is a local or a cell.
    find = table.get
    identity = id
    begin = sink.begin
    frame_at = sys._getframe
    disable: object = _monitoring.DISABLE
    put_off = waiting

    def on_instruction(code: CodeType, offset: int) -> object:
        entry = find(identity(code) + offset)
        if entry is None:
            return disable
        try:
            script_code, statement, following = entry
            begin(frame_at(1), script_code, statement)
            if following:
                for one in following:
                    begin(frame_at(1), script_code, one)
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, files):
                raise
        if put_off:
            deliver(frame_at(1))
        return None

    return on_instruction

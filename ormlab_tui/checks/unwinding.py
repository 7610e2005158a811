"""Where an exception leaves the code of a folder for code that lies elsewhere.

The engine sees an exception where the script's own code takes it. What a test runner or a hidden
test takes is not seen there, so this watches for it: by `sys.monitoring`, or on Python 3.11 by a
trace function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

#: Reports the last frame of the folder that the exception ends.
Report = Callable[[FrameType, BaseException], None]
#: What a generator ends with is no exception that anybody raised.
_ORDINARY = (GeneratorExit, StopIteration, StopAsyncIteration)


@contextmanager
def watched(edge: Edge) -> Iterator[None]:
    """Let the edge report what leaves its folder's files for others."""
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring is None:
        with _traced(edge):
            yield
        return
    tool = next((each for each in range(6) if monitoring.get_tool(each) is None), None)
    if tool is None:
        yield
        return
    unwind = monitoring.events.PY_UNWIND
    monitoring.use_tool_id(tool, "ormlab-checks")
    monitoring.register_callback(tool, unwind, edge.unwound)
    monitoring.set_events(tool, unwind)
    try:
        yield
    finally:
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, unwind, None)
        monitoring.free_tool_id(tool)


class Edge:
    """The edge between the folder's code and all other."""

    def __init__(self, folder: str, script: str, report: Report) -> None:
        """`script` lies in the folder and is one of the others all the same."""
        self._prefix = folder.rstrip("/") + "/"
        self._script = script
        self._report = report

    def is_inside(self, code: CodeType) -> bool:
        """Return whether the code is of a file of the folder."""
        name = code.co_filename
        return name.startswith(self._prefix) and name != self._script

    def was_crossed_by(self, error: BaseException) -> bool:
        """Return whether the exception, which is alive, has come through the folder's code."""
        traceback = error.__traceback__
        while traceback is not None:
            if self.is_inside(traceback.tb_frame.f_code):
                return True
            traceback = traceback.tb_next
        return False

    def unwound(self, code: CodeType, _offset: int, error: BaseException) -> None:
        """A frame ends by an exception: the callback of `sys.monitoring`."""
        if self.is_inside(code):
            self.left(sys._getframe(1), error)

    def left(self, frame: FrameType, error: BaseException) -> None:
        """Report the frame, if no other of the folder is around it."""
        outer = frame.f_back
        while outer is not None:
            if self.is_inside(outer.f_code):
                return
            outer = outer.f_back
        if not isinstance(error, _ORDINARY):
            self._report(frame, error)


@contextmanager
def _traced(edge: Edge) -> Iterator[None]:
    flying: dict[int, BaseException] = {}

    def on_call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return on_event if edge.is_inside(frame.f_code) else None

    def on_event(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "exception":
            flying[id(frame)] = argument[1]
        elif event == "return":
            error = flying.pop(id(frame), None)
            if isinstance(error, BaseException) and argument is None:
                edge.left(frame, error)
        elif event == "line":
            # It goes on: the exception was taken here.
            flying.pop(id(frame), None)
        return on_event

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)

"""What a tracer is, and which one is used.

A tracer calls its sink at every step of the script, in the script's thread. There are two,
which give the same steps: `sys.monitoring` with events set only on the script's own code
objects (Python 3.12 and later), and `sys.settrace` for Python 3.11.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, Protocol

from ormlab_tui.engine.script_files import ScriptFiles
from ormlab_tui.engine.statements import ScriptCode, ScriptFile, Statement


class StepSink(Protocol):
    """What a tracer reports to, in the thread that runs the script's code.

    Whatever it raises is swallowed, except what the script itself raised inside it (a signal
    handler may run there). A frame that an exception unwinds is not reported as left, and a
    generator resumed by `throw()` or `close()` may go unreported as resumed: under
    `sys.monitoring` neither can be seen on one code object alone.
    """

    def begin(self, frame: FrameType, code: ScriptCode, statement: Statement) -> None:
        """The statement is about to run in the frame."""

    def entered(self, frame: FrameType, code: ScriptCode, resumed: bool) -> None:
        """The frame starts, or goes on after a yield or await."""

    def left(self, frame: FrameType, code: ScriptCode, suspended: bool) -> None:
        """The frame returns, or pauses at a yield or await."""

    def registered(self, file: ScriptFile) -> None:
        """A further module of the script's folder is about to run."""


class Tracer(Protocol):
    """Calls a sink at each step between `start` and `stop`; both may be called again."""

    name: str
    #: Whether `stop` found that the script had taken the tracer away.
    lost: bool

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def adopt(self, frame: FrameType) -> Any:
        """Trace a frame of a registered file that has just started, before its first statement.

        For a caller that met the frame in a trace function of its own: returns the trace
        function that it must return for the frame, or None if the frame needs none.
        """


def choose_tracer(files: ScriptFiles, sink: StepSink, name: str | None = None) -> Tracer:
    """The tracer of that name, or the better one of this Python: "monitoring" or "settrace".

    Raises ValueError for another name, or for "monitoring" where Python has none.
    """
    has_monitoring = hasattr(sys, "monitoring")
    chosen = name or ("monitoring" if has_monitoring else "settrace")
    if chosen == "monitoring" and has_monitoring:
        from ormlab_tui.engine.tracer_monitoring import MonitoringTracer

        return MonitoringTracer(files, sink)
    if chosen == "settrace":
        from ormlab_tui.engine.tracer_settrace import SettraceTracer

        return SettraceTracer(files, sink)
    raise ValueError(
        f"no tracer {chosen!r} on Python {sys.version_info.major}.{sys.version_info.minor}"
    )


def is_of_the_script(error: BaseException, files: ScriptFiles) -> bool:
    """Whether an exception that came out of a sink was raised by code of the script.

    A signal handler runs wherever the interpreter is, a sink included, and what it raises
    (KeyboardInterrupt by default) is meant for the script.
    """
    if isinstance(error, KeyboardInterrupt):
        return True
    traceback = error.__traceback__
    while traceback is not None:
        if id(traceback.tb_frame.f_code) in files.codes:
            # The script's frame below the callback is not part of the traceback.
            return True
        traceback = traceback.tb_next
    return False

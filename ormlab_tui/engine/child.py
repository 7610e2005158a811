"""The child process: records the script that Python is about to run as `__main__`.

Nothing of the engine stands between Python and the script: its frame is the outermost, Python
itself prints what it did not catch, and its exit is Python's own.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import platform
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

import msgspec

from ormlab_tui.channel import ChannelWriter
from ormlab_tui.engine.other_database import use_database
from ormlab_tui.engine.probes.registry import make_probes
from ormlab_tui.engine.quietly import note_fault
from ormlab_tui.engine.recorder import Recorder
from ormlab_tui.engine.redaction import hide_passwords
from ormlab_tui.engine.script_files import ScriptFiles
from ormlab_tui.engine.signals import keep_signals_out
from ormlab_tui.engine.sqlalchemy_import import ImportWatch
from ormlab_tui.engine.tracer import Tracer, choose_tracer
from ormlab_tui.recording.messages import FORMAT, VERSION, Header, Libraries, Outcome, Script

_LOST = "what came last was not recorded: the script took away what the recorder traces it with"
_BOOT_FILE = os.path.join(os.path.dirname(__file__), "boot", "sitecustomize.py")


class Settings(msgspec.Struct, frozen=True):
    """What the parent asks for; `tracer` None: the better one of this Python."""

    channel: str
    script: str
    max_steps: int
    tracer: str | None = None
    database: str | None = None


class Recorded:
    """One script and all that records it, from its first statement to Python's exit."""

    def __init__(self, settings: Settings) -> None:
        self.path = os.path.abspath(settings.script)
        with open(self.path, "rb") as file:
            self.source = file.read()
        self.database = settings.database
        self.files = ScriptFiles(self.path)
        channel = ChannelWriter(settings.channel)
        self.recorder = Recorder(channel.send, self.files.codes, settings.max_steps)
        self.tracer: Tracer = choose_tracer(self.files, self.recorder, settings.tracer)
        name = os.path.basename(settings.script)
        digest = hashlib.sha256(self.source).hexdigest()
        script = Script(name, digest, decoded(self.source))
        self.recorder.send(
            Header(FORMAT, VERSION, script, platform.python_version(), self.tracer.name)
        )
        clears_locals = self.tracer.name == "monitoring"
        self.recorder.use(make_probes(self.recorder, self.files.codes, clears_locals=clears_locals))
        ImportWatch(
            {"sqlalchemy": self.core_imported, "sqlalchemy.orm": self.orm_imported}
        ).install()

    def is_the_script(self, code: CodeType) -> bool:
        """Return whether the code object is the script's own, about to be run."""
        return code.co_name == "<module>" and os.path.abspath(code.co_filename) == self.path

    def begin(self, frame: FrameType) -> Any:
        """Start tracing with the script's outermost frame; return its trace function, if any."""
        customize = sys.modules.get("sitecustomize")
        if getattr(customize, "__file__", None) == _BOOT_FILE:
            del sys.modules["sitecustomize"]
        self.files.register(frame.f_code, self.source)
        self.tracer.start()
        return self.tracer.adopt(frame)

    def core_imported(self) -> None:
        """Say which SQLAlchemy it is, and let the probes listen to its engines."""
        try:
            import sqlalchemy

            if self.database is not None:
                use_database(self.database)
            self.recorder.send(Libraries(sqlalchemy.__version__))
            for probe in self.recorder.probes:
                probe.core_imported()
        except BaseException as error:
            note_fault(error)

    def orm_imported(self) -> None:
        """Let the probes listen to sessions and mappers."""
        try:
            for probe in self.recorder.probes:
                probe.orm_imported()
        except BaseException as error:
            note_fault(error)

    def end(self) -> None:
        """Close the recording as Python exits."""
        try:
            self.tracer.stop()
        except Exception as fault:
            note_fault(fault)
        error = uncaught()
        outcome = outcome_of(error, self.recorder.is_finished)
        if self.tracer.lost and outcome.kind == "exit":
            outcome = Outcome("exit", None, _LOST)
        self.recorder.finish(outcome, error)


#: What is recorded in this process, if anything is.
_recorded: Recorded | None = None


def recorder_of_this_process() -> Recorder | None:
    """Return the recorder, if anything is recorded in this process.

    For code that calls the script's functions and takes what they raise, as a test runner does.
    """
    return _recorded.recorder if _recorded is not None else None


def start(settings: str) -> None:
    """Get everything ready and wait for the script's first frame.

    `settings` is JSON. Raises OSError if the script or the channel can't be opened.
    """
    global _recorded
    _recorded = recorded = Recorded(msgspec.json.decode(settings, type=Settings))
    keep_signals_out(lambda code: id(code) in recorded.files.codes)
    # What the recorder consists of is nothing that the script's garbage is to be looked for in.
    gc.freeze()
    # Registered first, so that it runs last: the script's own atexit functions are steps too.
    atexit.register(recorded.end)
    if hasattr(sys, "monitoring"):
        _await_by_monitoring(recorded)
    else:
        _await_by_settrace(recorded)


def _await_by_monitoring(recorded: Recorded) -> None:
    monitoring = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    tool = next(number for number in (4, 3, 5) if monitoring.get_tool(number) is None)

    def begins(code: CodeType, offset: int) -> Any:
        if not recorded.is_the_script(code):
            return monitoring.DISABLE
        monitoring.set_events(tool, 0)
        monitoring.register_callback(tool, monitoring.events.PY_START, None)
        monitoring.free_tool_id(tool)
        monitoring.restart_events()
        _quietly(recorded.begin, sys._getframe(1))
        return None

    monitoring.use_tool_id(tool, "ormlab")
    monitoring.register_callback(tool, monitoring.events.PY_START, begins)
    monitoring.set_events(tool, monitoring.events.PY_START)


def _await_by_settrace(recorded: Recorded) -> None:
    def begins(frame: FrameType, event: str, argument: Any) -> Any:
        if not recorded.is_the_script(frame.f_code):
            return None
        sys.settrace(None)
        return _quietly(recorded.begin, frame)

    sys.settrace(begins)


def _quietly(function: Callable[[FrameType], Any], frame: FrameType) -> Any:
    try:
        return function(frame)
    except BaseException as error:
        note_fault(error)
        return None


def uncaught() -> BaseException | None:
    """Return the exception that ended the script, as Python keeps it for post-mortems."""
    error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
    return error if isinstance(error, BaseException) else None


def outcome_of(error: BaseException | None, finished: bool) -> Outcome:
    """Return the outcome as far as the child knows it; the parent adds the exit code."""
    if error is None:
        return Outcome("finished" if finished else "exit")
    if issubclass(type(error), SyntaxError) and error.__traceback__ is None:
        return Outcome("syntax-error", None, last_line(error))
    return Outcome("exception", None, last_line(error))


def last_line(error: BaseException) -> str:
    """Return the line of the traceback that names the exception, without further lines.

    Made here, not by `traceback`: importing that now could run a module of the script's folder.
    """
    cls = type(error)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = f"{cls.__module__}.{name}"
    try:
        # The script has ended, and Python has printed this text already.
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        text = "<exception str() failed>"
    first = hide_passwords(text.split("\n", 1)[0])
    return f"{name}: {first}" if first else name


def decoded(source: bytes) -> str:
    """Return the text of a Python source by its own encoding, errors replaced."""
    from importlib.util import decode_source

    try:
        return decode_source(source)
    except (SyntaxError, UnicodeDecodeError):
        return source.decode("utf-8", "replace")

"""Steps from `sys.settrace`: for Python 3.11, and anywhere to compare with `sys.monitoring`.

Only the script's frames get a local trace function. On 3.11 they are traced line by line
where line events can tell the statements apart, instruction by instruction elsewhere; later
Pythons report lines by other rules, so there it is always instructions.

The script may use `sys.settrace` too. While this tracer runs, `sys.settrace`, `sys.gettrace`
and their namesakes in `threading` are replaced: the script's trace function gets its events,
and reads back what it set, while the steps go on. What a script can still tell: `f_trace` of
its frames is this tracer's, a trace function that raises ends the steps of its thread (CPython
then drops whatever function is set), as does a frame whose `f_trace` the script overwrites,
and threads started below `threading` (`_thread.start_new_thread`) make no steps.

Where a recursion runs out of room, CPython has none left to call a trace function either, and
drops it. So when this tracer itself runs out of room, a little earlier, it sets a profile
function that puts the trace function back as the recursion unwinds. Later Pythons drop that too.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from dis import opmap
from types import FrameType
from typing import Any

from ormlab_tui.engine.script_files import IMPORTING, ScriptFiles
from ormlab_tui.engine.statements import ScriptCode
from ormlab_tui.engine.tracer import StepSink, is_of_the_script

TraceFunction = Callable[[FrameType, str, Any], Any]

_LINES = sys.version_info < (3, 12)


class _Local:
    """What is needed at a call of one code object: its trace function and how to set it up."""

    __slots__ = ("code", "instructions", "rounds", "start", "statements", "trace")

    def __init__(self, code: ScriptCode, files: ScriptFiles, sink: StepSink) -> None:
        self.code = code
        self.instructions = not _LINES or code.needs_instructions
        units = code.code.co_code
        self.start = next(
            offset for offset in range(0, len(units), 2) if units[offset] == opmap["RESUME"]
        )
        self.statements = dict(code.entries)
        self.rounds = dict(code.rounds)
        trace = _by_instructions if self.instructions else _by_lines
        self.trace: TraceFunction = trace(self, files, sink)

    def silence(self) -> None:
        """Frames that are running keep their trace function, so it is left nothing to report."""
        self.statements.clear()
        self.rounds.clear()


class SettraceTracer:
    """The tracer for Python 3.11."""

    name = "settrace"

    def __init__(self, files: ScriptFiles, sink: StepSink) -> None:
        self.lost = False
        self._files = files
        self._sink = sink
        self._locals: dict[int, _Local] = {}
        self._running = False
        self._fork_hooked = False
        self._global = _global_trace(self._locals, files, sink, self._import, self._keep_tracing)
        self._thread_user: Any = None
        self._originals: tuple[Any, ...] = ()
        self._replacements: tuple[Any, ...] = ()

    def start(self) -> None:
        """Traces the registered files from now on: frames that start in this thread, and all
        frames of threads that start later."""
        if self._running:
            return
        self._running = True
        for code in list(self._files.codes.values()):
            self._locals[id(code.code)] = _Local(code, self._files, self._sink)
        if not self._fork_hooked:
            self._fork_hooked = True
            os.register_at_fork(after_in_child=self.stop)
        self._replace()
        if not _LINES:
            # Python 3.12 looks for frames that want instructions only as a function is set.
            sys._getframe().f_trace_opcodes = True
        user = self._originals[1]()
        self._originals[0](_composed(user, self._locals, self._global) if user else self._global)

    def stop(self) -> None:
        """No further calls of the sink from this thread, nor from frames that start later."""
        if not self._running:
            return
        self._running = False
        current = self._originals[1]()
        self.lost = current is None
        user = _user_of(current)
        self._restore()
        if current is self._global or user is not None:
            sys.settrace(user)
        threading.settrace(self._thread_user)
        self._thread_user = None
        for local in list(self._locals.values()):
            local.silence()
        self._locals.clear()

    def adopt(self, frame: FrameType) -> TraceFunction | None:
        """Traces a frame that has just started, by the trace function that is returned."""
        trace: TraceFunction | None = self._global(frame, "call", None)
        return trace

    def _import(self, importing: FrameType) -> None:
        found = self._files.imported(importing)
        if found is None or not self._running:
            return
        file, codes = found
        for code in codes:
            self._locals[id(code.code)] = _Local(code, self._files, self._sink)
        try:
            self._sink.registered(file)
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, self._files):
                raise

    def _keep_tracing(self) -> None:
        """See to it that this thread's trace function outlives the end of a deep recursion."""
        if not _LINES or sys.getprofile() is not None:
            return
        set_trace, get_trace = self._originals[:2]
        set_profile, identity, ours = sys.setprofile, id, self._locals
        traced = get_trace()

        def on_event(frame: FrameType, event: str, argument: Any) -> None:
            if event != "return":
                return
            try:
                if get_trace() is None:
                    set_trace(traced)
                elif identity(frame.f_code) in ours:
                    set_profile(None)
            except RecursionError:
                # Still too deep: there is room again when some more frames have ended.
                return

        set_profile(on_event)

    # --- living with a script that traces itself ----------------------------------------------

    def _replace(self) -> None:
        real_set, real_get = sys.settrace, sys.gettrace
        real_thread_set, real_thread_get = threading.settrace, threading.gettrace
        self._originals = (real_set, real_get, real_thread_set, real_thread_get)
        table, ours = self._locals, self._global
        self._thread_user = real_thread_get()

        def settrace(function: TraceFunction | None, /) -> None:
            if function is thread_trace:
                function = self._thread_user
            real_set(ours if function is None else _composed(function, table, ours))

        def gettrace() -> Any:
            return _user_of(real_get())

        def thread_trace(frame: FrameType, event: str, argument: Any) -> Any:
            return None

        def thread_settrace(func: TraceFunction | None) -> None:
            self._thread_user = func

        def thread_gettrace() -> Any:
            return self._thread_user

        self._replacements = (settrace, gettrace, thread_settrace, thread_gettrace)
        for replacement, original in zip(self._replacements, self._originals, strict=True):
            for name in ("__module__", "__name__", "__qualname__", "__doc__"):
                setattr(replacement, name, getattr(original, name))
        sys.settrace, sys.gettrace = settrace, gettrace  # type: ignore[assignment]
        threading.settrace, threading.gettrace = thread_settrace, thread_gettrace  # type: ignore[assignment]
        # `threading` passes this to `sys.settrace`, the replacement, as a thread begins.
        real_thread_set(thread_trace)

    def _restore(self) -> None:
        for (module, name), original, replacement in zip(
            (
                (sys, "settrace"),
                (sys, "gettrace"),
                (threading, "settrace"),
                (threading, "gettrace"),
            ),
            self._originals,
            self._replacements,
            strict=True,
        ):
            if getattr(module, name) is replacement:
                setattr(module, name, original)


def _global_trace(
    table: dict[int, _Local],
    files: ScriptFiles,
    sink: StepSink,
    imported: Callable[[FrameType], None],
    keep_tracing: Callable[[], None],
) -> TraceFunction:
    find = table.get
    identity = id
    entered = sink.entered
    importing = IMPORTING

    def on_call(frame: FrameType, event: str, argument: Any) -> TraceFunction | None:
        code = frame.f_code
        local = find(identity(code))
        if local is None:
            if code is importing:
                imported(frame)
            return None
        if local.instructions:
            # Python 3.13 heeds f_trace_opcodes only of a frame that has a trace function.
            frame.f_trace = local.trace
            frame.f_trace_opcodes = True
        try:
            entered(frame, local.code, frame.f_lasti > local.start)
        except RecursionError:
            try:
                keep_tracing()
            except RecursionError:
                return None
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, files):
                raise
        return local.trace

    return on_call


def _by_lines(local: _Local, files: ScriptFiles, sink: StepSink) -> TraceFunction:
    code = local.code
    local.statements.update(local.rounds)
    find = local.statements.get
    following = code.following
    exits = code.exits
    begin = sink.begin
    on_return = _on_return(local, sink)

    def trace(frame: FrameType, event: str, argument: Any) -> TraceFunction:
        try:
            if event == "line":
                statement = find(frame.f_lasti)
                if statement is not None:
                    begin(frame, code, statement)
                    if following:
                        for one in following.get(frame.f_lasti, ()):
                            begin(frame, code, one)
                elif frame.f_lasti in exits:
                    # The line begins one instruction before the exit does.
                    frame.f_trace_opcodes = True
            elif event == "return":
                on_return(frame)
            elif event == "opcode" and frame.f_lasti - 2 in exits:
                statement = find(frame.f_lasti)
                frame.f_trace_opcodes = False
                if statement is not None:
                    begin(frame, code, statement)
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, files):
                raise
        return trace

    return trace


def _by_instructions(local: _Local, files: ScriptFiles, sink: StepSink) -> TraceFunction:
    code = local.code
    find = local.statements.get
    following = code.following
    find_round = local.rounds.get
    begin = sink.begin
    on_return = _on_return(local, sink)

    def trace(frame: FrameType, event: str, argument: Any) -> TraceFunction:
        try:
            if event == "opcode":
                statement = find(frame.f_lasti)
                if statement is not None:
                    begin(frame, code, statement)
                    if following:
                        for one in following.get(frame.f_lasti, ()):
                            begin(frame, code, one)
            elif event == "line":
                # An instruction's line event comes first, and at the head of a loop only when
                # it is reached by a jump back.
                statement = find_round(frame.f_lasti)
                if statement is not None:
                    begin(frame, code, statement)
            elif event == "return":
                on_return(frame)
        except BaseException as error:  # noqa: BLE001  (a sink must not disturb the script)
            if is_of_the_script(error, files):
                raise
        return trace

    return trace


def _on_return(local: _Local, sink: StepSink) -> Callable[[FrameType], None]:
    code, statements = local.code, local.statements
    units = code.code.co_code
    returning = {opmap["RETURN_VALUE"], opmap.get("RETURN_CONST", opmap["RETURN_VALUE"])}
    suspending, resuming = opmap["YIELD_VALUE"], opmap["RESUME"]
    left = sink.left

    def on_return(frame: FrameType) -> None:
        operation = units[frame.f_lasti]
        if not statements:
            return
        # Python 3.13 shows a pausing frame at the RESUME with which it will go on.
        if operation == suspending or (
            operation == resuming and units[frame.f_lasti - 2] == suspending
        ):
            left(frame, code, True)
        elif operation in returning:
            left(frame, code, False)

    return on_return


def _composed(user: TraceFunction, table: dict[int, _Local], ours: TraceFunction) -> TraceFunction:
    """A global trace function for both; the script's own sees what it would see alone."""

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        local = table.get(id(frame.f_code))
        if local is None:
            if frame.f_code is IMPORTING:
                ours(frame, event, argument)
            return user(frame, event, argument)
        theirs = user(frame, event, argument)
        their_lines = frame.f_trace_lines
        # In a generator that goes on, the wish for instructions may be this tracer's.
        new = not local.instructions or frame.f_lasti <= local.start
        their_instructions = frame.f_trace_opcodes and new
        mine = ours(frame, event, argument)
        frame.f_trace_lines = True
        if theirs is None or mine is None:
            return mine

        def trace(frame: FrameType, event: str, argument: Any) -> TraceFunction:
            nonlocal theirs
            mine(frame, event, argument)
            if (event != "opcode" or their_instructions) and (event != "line" or their_lines):
                changed = theirs(frame, event, argument)
                if changed is not None:
                    theirs = changed
            return trace

        return trace

    on_call.__dict__["ormlab_user"] = user
    return on_call


def _user_of(function: Any) -> Any:
    """The script's own function of a composed one; None for ours alone."""
    return getattr(function, "__dict__", {}).get("ormlab_user")

"""The recorder: what the tracer and the probes report, as a stream of steps.

One step is open at a time, whatever the thread. Everything noted belongs to the statement that
is running in the noting thread; when another step was begun meanwhile (a callee's, another
thread's), the statement goes on as a further step with the same lines, so that the events of the
recording stand in the order in which they happened.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sized
from types import FrameType

import msgspec

from ormlab_tui.engine.asyncio_tasks import current_task, name_of, waiting_for
from ormlab_tui.engine.call_stack import CallStacks, Entry, ThreadStack
from ormlab_tui.engine.describe import Describer, class_name, exception_text
from ormlab_tui.engine.exceptions import Noted
from ormlab_tui.engine.payloads import payload, step_payload
from ormlab_tui.engine.probes import Probe
from ormlab_tui.engine.quietly import note_fault
from ormlab_tui.engine.statements import ScriptCode, ScriptFile, Statement
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Event, Raised
from ormlab_tui.recording.messages import Caught, End, Message, Outcome, SourceFile, Step

_exit = os._exit
_modules = sys.modules


#: From so many frames of the script on, a recursion may be about to run out of room.
_DEEP = 40
#: No step takes more frames of the recorder than that.
_ROOM = 60


class OpenStep:
    """The step that is running; `events` may still be amended until it is closed."""

    __slots__ = ("depth", "entry", "events", "index", "stack", "statement", "task")

    def __init__(
        self, index: int, stack: ThreadStack, entry: Entry, statement: Statement, task: str | None
    ) -> None:
        self.index = index
        self.stack = stack
        self.entry = entry
        self.statement = statement
        self.depth = entry.depth
        self.task = task
        self.events: list[Event] = []


class Recorder:
    """The tracer's sink, and where probes note events."""

    def __init__(
        self, send: Callable[[bytes], None], codes: dict[int, ScriptCode], max_steps: int
    ) -> None:
        self._send = send
        self._max_steps = max_steps
        self._codes = codes
        self.lock = threading.RLock()
        self.probes: tuple[Probe, ...] = ()
        #: What collects a step's changes, each with what it collects from: nothing there,
        #: nothing to do.
        self._collectors: tuple[tuple[Sized | None, Callable[..., None]], ...] = ()
        self.stacks = CallStacks(self._frame_left)
        self._here = self.stacks.here
        self.describer = Describer()
        self.step: OpenStep | None = None
        #: The open step's events while its statement is certainly the running one of the
        #: thread of `_live_stack`: what is noted then needs no lock and no look at the stacks.
        self._live: list[Event] | None = None
        self._live_stack: ThreadStack | None = None
        self._next_index = 0
        self._early: list[Event] = []
        self._ended = False
        #: Whether the script ran to its last statement.
        self.is_finished = False

    def use(self, probes: tuple[Probe, ...]) -> None:
        """Take the probes of the run, in the order in which their changes belong."""
        self.probes = probes
        self._collectors = tuple(
            (probe.waiting, probe.collect)
            for probe in probes
            if type(probe).collect is not Probe.collect
        )

    # What the tracer reports.

    def begin(self, frame: FrameType, code: ScriptCode, statement: Statement) -> None:
        """Close the open step and open one for the statement about to run.

        Raises RecursionError, and does nothing, where a recursion leaves no room to do it.
        """
        with self.lock:
            if self._ended:
                return
            stack = self._here.stack or self.stacks.current()
            entries = stack.entries
            if len(entries) > _DEEP:
                _need_room(_ROOM)
            if entries and entries[-1].frame_id == id(frame):
                entry = entries[-1]
            else:
                entry = self.stacks.find(stack, frame, code, self._codes)
                if not entry.shown:
                    # A generator into which an exception was thrown goes on without a word.
                    self._show(stack, entry, frame)
            if statement.handles or stack.exceptions.busy:
                self._look_for_exception(stack, entry, statement)
            if self.step is not None:
                self._close(self.step, entry, frame)
            entry.statement = statement
            if "asyncio.events" in _modules:
                task = current_task()
                if task is not None:
                    entry.task_id, entry.task = id(task), name_of(task)
                elif entry.task_id:
                    entry.task_id, entry.task = 0, None
            if self._next_index >= self._max_steps:
                self._end_at_step_limit()
            self._open(stack, entry, statement)

    def entered(self, frame: FrameType, code: ScriptCode, resumed: bool) -> None:
        """Put a frame on its stack.

        Raises RecursionError, and does nothing, where a recursion leaves no room to do it.
        """
        with self.lock:
            if len(self.stacks.current().entries) > _DEEP:
                _need_room(_ROOM)
            self._live = None
            entry = self.stacks.enter(frame, code, self._codes)
            if entry.depth == 0 and code.function != "<module>":
                self._look_for_uncaught()
            self._show(self.stacks.current(), entry, frame)

    def left(self, frame: FrameType, code: ScriptCode, suspended: bool) -> None:
        """Take a frame off its stack."""
        with self.lock:
            self._live = None
            stack = self.stacks.current()
            if code.function == "<module>" and len(stack.entries) == 1 and stack.is_main:
                # The run is over: its last world shows the script's variables.
                if self.step is not None:
                    self._close(self.step, stack.entries[0], frame)
                self.is_finished = True
                return
            self.stacks.leave(frame, suspended)

    def registered(self, file: ScriptFile) -> None:
        """Send the source of a further module of the script's folder."""
        self.send(SourceFile(file.name, file.source))

    # What the probes report.

    def note(self, event: Event) -> None:
        """Add an event to the statement that is running in this thread."""
        # Nothing between this look and the append lets another thread run.
        if self._here.stack is self._live_stack and self._live is not None:
            self._live.append(event)
            return
        with self.lock:
            self.events().append(event)

    def last_event(self) -> Event | None:
        """Return the latest event of the statement that is running in this thread."""
        if self._here.stack is self._live_stack and self._live is not None:
            return self._live[-1] if self._live else None
        with self.lock:
            events = self.events()
            return events[-1] if events else None

    def events(self) -> list[Event]:
        """Return the event list of the statement that is running in this thread.

        The list may be amended until the step is closed. Call it with the lock held.
        """
        if self._here.stack is self._live_stack and self._live is not None:
            return self._live
        step = self.step
        if step is None:
            return self._early
        stack = self.stacks.current()
        entries = stack.entries
        if not entries:
            return step.events
        entry = entries[-1]
        if stack.suspended and "asyncio.events" in _modules:
            entry = self._entry_of_task(stack, entry)
        if step.entry is entry and step.statement is entry.statement:
            return step.events
        statement = entry.statement
        if statement is None:
            # The frame has not begun a statement: its arguments are still being bound.
            return step.events
        self._close(step, None, None)
        return self._open(stack, entry, statement).events

    def send(self, message: Message) -> None:
        """Send one message to the parent."""
        with self.lock:
            if not self._ended:
                self._send(payload(message))

    def finish(self, outcome: Outcome, error: BaseException | None = None) -> None:
        """Close the last step and send the end, as far as the child knows it."""
        with self.lock:
            if self._ended:
                return
            if error is not None:
                self.note_uncaught(error)
            if self.step is not None:
                self._close(self.step, None, None)
            self.send(End(outcome, "", ""))
            self._ended = True

    def note_uncaught(self, error: BaseException) -> None:
        """Note an exception that no handler of the script took."""
        with self.lock:
            stack = self.stacks.current()
            if stack.exceptions.is_new(error):
                self._note_exception(stack, error)

    def note_escaped(self, error: BaseException, frame: FrameType | None = None) -> Noted | None:
        """Note an exception that leaves the script for other code, such as a test runner.

        It belongs to the statement that it left last; `frame` is the last of the script's frames
        that it ends, if that is known. Returns where it was noted, for `note_taken`.
        """
        with self.lock:
            self.events()
            self.note_uncaught(error)
            stack = self.stacks.current()
            noted, stack.exceptions.in_flight = stack.exceptions.in_flight, None
            if frame is not None:
                self._live = None
                self.stacks.leave(frame, False)
                # What happens from here on is no more of that statement.
                self.events()
            return noted

    def note_taken(self, noted: Noted) -> None:
        """Note that an exception that left the script was caught there."""
        with self.lock:
            self._mark_caught(noted)

    @staticmethod
    def _entry_of_task(stack: ThreadStack, innermost: Entry) -> Entry:
        """Return the entry whose statement the running task works for."""
        task = current_task()
        if task is None or innermost.task_id == id(task):
            return innermost
        # No statement of the script runs in this task: it works for one that waits for it.
        waiting = waiting_for(task)
        if waiting is not None:
            for entry in stack.suspended.values():
                if entry.task_id == id(waiting):
                    return entry
        return innermost

    # Steps.

    def _open(self, stack: ThreadStack, entry: Entry, statement: Statement) -> OpenStep:
        step = OpenStep(self._next_index, stack, entry, statement, entry.task)
        self._next_index += 1
        if self._early:
            step.events.extend(self._early)
            self._early.clear()
        self.step = step
        if not stack.suspended:
            self._live = step.events
            self._live_stack = stack
        return step

    def _close(self, step: OpenStep, entry: Entry | None, frame: FrameType | None) -> None:
        self._live = None
        changes: list[Change] = []
        for waiting, collect in self._collectors:
            if waiting is None or waiting:
                try:
                    collect(step, entry, frame, changes)
                except Exception as error:
                    note_fault(error)
        code, statement = step.entry.code, step.statement
        message = Step(
            step.index,
            code.file.name,
            statement[:2],
            code.function,
            step.depth,
            step.stack.name,
            step.task,
            step.events,
            changes,
        )
        self.step = None
        self._send(step_payload(message))

    def _end_at_step_limit(self) -> None:
        self._send(
            payload(
                End(Outcome("step-limit", None, f"stopped after {self._max_steps} steps"), "", "")
            )
        )
        self._ended = True
        _exit(1)

    def _show(self, stack: ThreadStack, entry: Entry, frame: FrameType) -> None:
        for probe in self.probes:
            probe.frame_entered(stack, entry, frame)

    def _frame_left(self, stack: ThreadStack, entry: Entry) -> None:
        for probe in self.probes:
            probe.frame_left(stack, entry)

    # Exceptions.

    def _look_for_uncaught(self) -> None:
        # A function begins with no script below it, such as one of atexit: is it after the end?
        error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
        if isinstance(error, BaseException):
            self.note_uncaught(error)

    def _look_for_exception(self, stack: ThreadStack, entry: Entry, statement: Statement) -> None:
        arrival = stack.exceptions.statement_begins(entry.frame_id, statement)
        if arrival.error is not None:
            self._note_exception(stack, arrival.error)
        elif arrival.caught is not None:
            self._mark_caught(arrival.caught)

    def _note_exception(self, stack: ThreadStack, error: BaseException) -> None:
        if self.step is None or self.step.stack is not stack:
            self.events()
        step = self.step
        if step is None:
            return
        step.events.append(
            Raised(class_name(type(error)), exception_text(error, self.describer), False)
        )
        stack.exceptions.in_flight = Noted(id(error), step.index, len(step.events) - 1)

    def _mark_caught(self, noted: Noted) -> None:
        step = self.step
        if step is not None and step.index == noted.step:
            raised = step.events[noted.event]
            step.events[noted.event] = msgspec.structs.replace(raised, caught=True)
        else:
            self.send(Caught(noted.step, noted.event))


def _need_room(frames: int) -> None:
    """Raise RecursionError unless there is room for so many frames."""
    if frames:
        _need_room(frames - 1)

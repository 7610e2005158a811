"""The script's frames as the tracer meets them: one stack a thread, no frame kept alive."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from ormlab_tui.engine.describe import clip, encodable
from ormlab_tui.engine.exceptions import ExceptionWatch
from ormlab_tui.engine.probes.glimpses import Glimpse
from ormlab_tui.engine.statements import ScriptCode, Statement

_get_ident = threading.get_ident
_attributes: Callable[[Any], dict[str, Any]] = vars(threading.Thread)["__dict__"].__get__


class Entry:
    """One frame of the script; the frame itself is known by its id only."""

    __slots__ = (
        "code",
        "containers",
        "depth",
        "frame_id",
        "shown",
        "statement",
        "task",
        "task_id",
        "values",
        "variables",
    )

    def __init__(self, frame_id: int, code: ScriptCode, depth: int) -> None:
        self.frame_id = frame_id
        self.code = code
        self.depth = depth
        self.statement: Statement | None = None
        #: The variables last shown, by name, as text.
        self.variables: dict[str, str] = {}
        #: The values of those of them whose type can't change them.
        self.values: dict[str, Any] = {}
        #: Those of them that are lists, dictionaries or sets, with what was seen of them.
        self.containers: dict[str, tuple[int, Glimpse] | None] = {}
        self.shown = False
        #: The task that ran its last statement, by id and by name.
        self.task_id = 0
        self.task: str | None = None


class ThreadStack:
    """The frames of one thread, outermost first, and its suspended generators' frames."""

    __slots__ = ("entries", "exceptions", "is_main", "name", "suspended")

    def __init__(self, name: str, is_main: bool) -> None:
        self.name = name
        self.is_main = is_main
        self.entries: list[Entry] = []
        self.suspended: dict[int, Entry] = {}
        self.exceptions = ExceptionWatch()


class _OfThread(threading.local):
    """What belongs to the thread that asks, and goes with it: a later one may have its number."""

    stack: ThreadStack | None = None


class CallStacks:
    """The stacks of all threads. `popped` hears of each entry that leaves its stack."""

    def __init__(self, popped: Callable[[ThreadStack, Entry], None]) -> None:
        #: `here.stack` is the calling thread's stack, None before `current` was asked for it.
        self.here = _OfThread()
        self._popped = popped

    def current(self) -> ThreadStack:
        """Return the calling thread's stack."""
        stack = self.here.stack
        if stack is None:
            ident = _get_ident()
            stack = self.here.stack = ThreadStack(_thread_name(ident), ident == _main_ident())
        return stack

    def enter(self, frame: FrameType, code: ScriptCode, codes: dict[int, ScriptCode]) -> Entry:
        """Return the entry of a frame that begins or goes on, now the innermost."""
        stack = self.current()
        self._cut_to_parent(stack, frame, codes)
        depth = len(stack.entries)
        entry = stack.suspended.pop(id(frame), None)
        if entry is None or entry.code is not code:
            entry = Entry(id(frame), code, depth)
        entry.depth = depth
        entry.shown = False
        stack.entries.append(entry)
        return entry

    def leave(self, frame: FrameType, suspended: bool) -> None:
        """Take the frame, and what was left above it, off its stack."""
        stack = self.current()
        frame_id = id(frame)
        for entry in reversed(stack.entries):
            if entry.frame_id == frame_id:
                break
        else:
            return
        while stack.entries:
            entry = stack.entries.pop()
            self._popped(stack, entry)
            if entry.frame_id == frame_id:
                if suspended:
                    stack.suspended[frame_id] = entry
                return

    def find(
        self, stack: ThreadStack, frame: FrameType, code: ScriptCode, codes: dict[int, ScriptCode]
    ) -> Entry:
        """Return the running frame's entry; frames above it were unwound by an exception."""
        frame_id = id(frame)
        if any(entry.frame_id == frame_id for entry in stack.entries):
            while stack.entries[-1].frame_id != frame_id:
                self._popped(stack, stack.entries.pop())
            return stack.entries[-1]
        return self.enter(frame, code, codes)

    def _cut_to_parent(
        self, stack: ThreadStack, frame: FrameType, codes: dict[int, ScriptCode]
    ) -> None:
        if not stack.entries:
            return
        parent = frame.f_back
        if parent is not None and id(parent) == stack.entries[-1].frame_id:
            return
        alive = set()
        while parent is not None:
            if id(parent.f_code) in codes:
                alive.add(id(parent))
            parent = parent.f_back
        if not alive:
            alive = self._outside_greenlet(codes)
        while stack.entries and stack.entries[-1].frame_id not in alive:
            self._popped(stack, stack.entries.pop())

    @staticmethod
    def _outside_greenlet(codes: dict[int, ScriptCode]) -> set[int]:
        alive: set[int] = set()
        frame = outer_frame()
        while frame is not None:
            if id(frame.f_code) in codes:
                alive.add(id(frame))
            frame = frame.f_back
        return alive


def outer_frame() -> FrameType | None:
    """Return the frame that waits for the current greenlet, as SQLAlchemy's asyncio has it."""
    greenlet = sys.modules.get("greenlet")
    if greenlet is None:
        return None
    parent = greenlet.getcurrent().parent
    frame: FrameType | None = parent.gr_frame if parent is not None else None
    return frame


def _main_ident() -> int | None:
    return threading.main_thread().ident


def _thread_name(ident: int) -> str:
    # current_thread() would make an object of its own for a thread it does not know.
    thread = threading._active.get(ident)  # type: ignore[attr-defined]
    # Not `thread.name`, which a class of the script's may have made its own.
    name = _attributes(thread).get("_name") if thread is not None else None
    return encodable(clip(name)) if type(name) is str else f"Thread {ident}"

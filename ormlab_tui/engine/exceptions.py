"""Which exceptions are in flight, told from what each statement finds when it begins.

Python reports no raise for single code objects, so an exception is noticed where it arrives: at
an `except` clause, in a `finally` body, at the exit of a `with`, or at the end of the run. It
belongs to the step that ran last, which is the one it left.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from ormlab_tui.engine.statements import Statement

_exc_info = sys.exc_info


class Noted(NamedTuple):
    """Where an exception was noted: its id, its step, and its place among the step's events."""

    error_id: int
    step: int
    event: int


class Arrival(NamedTuple):
    """What the beginning of a statement tells: a new exception, or one that was taken."""

    error: BaseException | None
    caught: Noted | None


NOTHING = Arrival(None, None)


class ExceptionWatch:
    """One thread's exceptions: in flight, or being handled. Holds ids, never exceptions."""

    __slots__ = ("_handled", "_handler_frame", "in_flight")

    def __init__(self) -> None:
        self.in_flight: Noted | None = None
        self._handler_frame = 0
        self._handled: set[int] = set()

    @property
    def busy(self) -> bool:
        """Whether a statement that handles nothing still needs a look."""
        return self.in_flight is not None or bool(self._handled)

    def statement_begins(self, frame_id: int, statement: Statement) -> Arrival:
        """Return what this beginning tells. Call it before the statement's step is opened."""
        error = _exc_info()[1]
        if error is None:
            self._handled.clear()
        flying = self.in_flight
        if statement.kind == "excepthandler":
            self._handler_frame = frame_id
            return self._at_handler(error, flying)
        if statement.handles and error is not None:
            known = flying is not None and flying.error_id == id(error)
            if known or id(error) in self._handled:
                return NOTHING
            return Arrival(error, None)
        if flying is None:
            return NOTHING
        in_handler = self._handler_frame == frame_id
        if in_handler or error is None or id(error) != flying.error_id:
            self.in_flight = None
            self._handler_frame = 0
            if in_handler:
                self._handled.add(flying.error_id)
            return Arrival(None, flying)
        return NOTHING

    def _at_handler(self, error: BaseException | None, flying: Noted | None) -> Arrival:
        if error is None or (flying is not None and flying.error_id == id(error)):
            return NOTHING
        # One handled before and here again was raised again.
        self._handled.discard(id(error))
        return Arrival(error, None)

    def is_new(self, error: BaseException) -> bool:
        """Return whether an exception that ends the run has not been noted in flight."""
        return self.in_flight is None or self.in_flight.error_id != id(error)

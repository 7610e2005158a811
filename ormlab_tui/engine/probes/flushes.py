"""The probe for flushes: when a session's unit of work was sent, why, and whether it held."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.probes.causes import flush_trigger
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.probes.session_registry import sessions_by_number
from ormlab_tui.engine.quietly import quietly
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Flush, FlushPhase, FlushTrigger, Raised

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry
    from ormlab_tui.engine.recorder import OpenStep, Recorder

_getframe = sys._getframe


class FlushProbe(Probe):
    """Notes the start and the end, or the failure, of each flush."""

    def __init__(
        self,
        recorder: Recorder,
        script_codes: dict[int, Any],
        *,
        running: dict[int, FlushTrigger],
        about_to_flush: Callable[[Any], None],
    ) -> None:
        """`running` is kept up to date: the sessions in the middle of a flush, and why."""
        self._recorder = recorder
        self._codes = script_codes
        self._about_to_flush = about_to_flush
        self._running = self.waiting = running

    def orm_imported(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.orm import Session

        event.listen(Session, "before_flush", quietly(self._before))
        event.listen(Session, "after_flush_postexec", quietly(self._after))
        event.listen(Session, "after_soft_rollback", quietly(self._rolled_back))

    def _before(self, session: Any, context: Any, objects: Any) -> None:
        with self._recorder.lock:
            number = session.hash_key
            trigger = flush_trigger(_getframe(2), self._codes)
            self._running[number] = trigger
            self._about_to_flush(session)
            self._recorder.events().append(Flush(number, trigger, "start"))

    def _after(self, session: Any, context: Any) -> None:
        self._ended(session.hash_key, failed=False)

    def _rolled_back(self, session: Any, previous: Any) -> None:
        # A flush rolls its own subtransaction back when it fails; nothing else does meanwhile.
        self._ended(session.hash_key, failed=True)

    def _ended(self, number: int, *, failed: bool) -> None:
        with self._recorder.lock:
            trigger = self._running.pop(number, None)
            if trigger is not None:
                self._recorder.events().append(
                    Flush(number, trigger, "failed" if failed else "end")
                )

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        # One that had nothing to send, or was stopped by a listener, fires no further event.
        sessions = sessions_by_number()
        for number in list(self._running):
            session = sessions.get(number)
            alive = session() if session is not None else None
            if alive is None or not alive._flushing:
                raised = any(isinstance(event, Raised) for event in step.events)
                phase: FlushPhase = "failed" if raised else "end"
                step.events.append(Flush(number, self._running.pop(number), phase))

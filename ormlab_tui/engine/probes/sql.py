"""The probe for SQL: every statement handed to a driver, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter_ns
from types import FrameType
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.describe import (
    Describer,
    class_name,
    clip,
    encodable,
    exception_text,
    is_subclass,
)
from ormlab_tui.engine.probes.causes import why
from ormlab_tui.engine.probes.connections import Connections, DriverConnection
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.quietly import note_fault, quietly
from ormlab_tui.recording.events import Cause, Sql

if TYPE_CHECKING:
    from ormlab_tui.engine.recorder import Recorder
    from ormlab_tui.recording.values import Parameters, Scalar

MAX_SETS = 2000
_getframe = sys._getframe
#: SQLAlchemy's function that sends one INSERT of many rows in several round trips.
_BATCHES = "_exec_insertmany_context"
_SAVEPOINTS = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")


class _Sent:
    """A statement on its way: what was known before the driver had it."""

    __slots__ = ("batch", "cause", "context_id", "started")

    def __init__(self, context_id: int, cause: Cause, batch: tuple[int, int] | None) -> None:
        self.context_id = context_id
        self.cause = cause
        self.batch = batch
        self.started = perf_counter_ns()


class SqlProbe(Probe):
    """Notes a `sql` event for each statement, once the driver has answered or refused."""

    def __init__(
        self,
        recorder: Recorder,
        connections: Connections,
        script_codes: dict[int, Any],
        *,
        about_to_run: Callable[[DriverConnection], None],
        ran: Callable[[DriverConnection, str], None],
        asked_by: Callable[[Any], None],
    ) -> None:
        self._recorder = recorder
        self._connections = connections
        self._codes = script_codes
        self._about_to_run = about_to_run
        self._ran = ran
        self._asked_by = asked_by
        self._sent: dict[int, _Sent] = {}
        #: SQLAlchemy 2.0 tells, after each round trip of an INSERT in batches, of the whole.
        self._tells_of_whole = False

    def core_imported(self) -> None:
        import sqlalchemy
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        event.listen(Engine, "before_cursor_execute", self._before, retval=True)
        self._tells_of_whole = sqlalchemy.__version__.startswith("2.0")
        event.listen(Engine, "after_cursor_execute", self._after)
        event.listen(Engine, "handle_error", quietly(self._failed))

    def _before(
        self,
        connection: Any,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> tuple[str, Any]:
        # With `retval` SQLAlchemy calls this without a wrapper of its own in between.
        try:
            self._note_sending(connection, statement, context, _getframe(1))
        except BaseException as error:
            note_fault(error)
        return statement, parameters

    def _note_sending(
        self, connection: Any, statement: str, context: Any, caller: FrameType
    ) -> None:
        with self._recorder.lock:
            known = self._connections.of(connection)
            self._about_to_run(known)
            last = self._sent.get(known.number)
            batch = _batch(caller)
            if last is not None and last.context_id == id(context) and _follows(batch, last.batch):
                last.batch, last.started = batch, perf_counter_ns()
                return
            if statement.startswith(_SAVEPOINTS):
                # Asked for by the script, whoever among the session's own functions sends it.
                self._sent[known.number] = _Sent(id(context), "core", batch)
                return
            reason = why(caller, self._codes, _is_orm(context))
            if reason.state is not None:
                self._asked_by(reason.state)
            # The state stays with nobody: only the cause is kept.
            self._sent[known.number] = _Sent(id(context), reason.cause, batch)

    def _after(
        self,
        connection: Any,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> None:
        ended = perf_counter_ns()
        try:
            if executemany and self._tells_of_whole:
                statement, parameters = _of_round_trip(_getframe(1), statement, parameters)
            with self._recorder.lock:
                known = self._connections.of(connection)
                rowcount = cursor.rowcount
                self._note(
                    connection,
                    known,
                    statement,
                    parameters,
                    executemany,
                    rowcount if type(rowcount) is int and rowcount >= 0 else None,
                    ended,
                    None,
                )
                self._ran(known, statement)
        except BaseException as error:
            note_fault(error)

    def _failed(self, context: Any) -> None:
        ended = perf_counter_ns()
        if context.statement is None or context.connection is None:
            return
        with self._recorder.lock:
            known = self._connections.of(context.connection)
            execution = context.execution_context
            self._note(
                context.connection,
                known,
                context.statement,
                context.parameters,
                bool(execution is not None and execution.executemany),
                None,
                ended,
                _error_text(context.original_exception, self._recorder.describer),
            )
            self._ran(known, context.statement)

    def _note(
        self,
        connection: Any,
        known: DriverConnection,
        statement: str,
        parameters: Any,
        executemany: bool,
        rowcount: int | None,
        ended: int,
        error: str | None,
    ) -> None:
        sent = self._sent.get(known.number)
        cause, batch, started = (
            (sent.cause, sent.batch, sent.started) if sent else ("core", None, ended)
        )
        self._recorder.events().append(
            Sql(
                # One that failed in a batch is a `str` of SQLAlchemy's own kind.
                encodable(clip(str.__str__(statement), MAX_STATEMENT)),
                bound(parameters, self._recorder.describer),
                executemany,
                batch,
                cause,
                known.number,
                self._connections.session_of(connection),
                rowcount,
                (ended - started) // 1000,
                error,
            )
        )


#: A longer statement is cut: a message has its limit.
MAX_STATEMENT = 4 * 1024 * 1024


def bound(parameters: Any, describer: Describer) -> Parameters:
    """Return a statement's parameters in the recording's form, at most `MAX_SETS` sets."""
    scalar = describer.scalar
    if isinstance(parameters, dict):
        return {encodable(str(key)): scalar(value) for key, value in parameters.items()}
    if not isinstance(parameters, (list, tuple)):
        return []
    sets: list[Scalar | list[Scalar] | dict[str, Scalar]] = []
    for item in parameters:
        # The class itself is asked: a value's `__class__` may be code of the script.
        cls = type(item)
        if is_subclass(cls, dict):
            sets.append({encodable(str(key)): scalar(value) for key, value in item.items()})
        elif isinstance(parameters, list) and (is_subclass(cls, list) or is_subclass(cls, tuple)):
            sets.append([scalar(value) for value in item])
        else:
            sets.append(scalar(item))
        if len(sets) == MAX_SETS < len(parameters):
            sets.append(f"… {len(parameters) - MAX_SETS} more")
            break
    return sets


def _batch(caller: FrameType) -> tuple[int, int] | None:
    if caller.f_code.co_name != _BATCHES:
        return None
    batch = caller.f_locals.get("imv_batch")
    if batch is None or batch.total_batches < 2:
        return None
    return (batch.batchnum, batch.total_batches)


def _of_round_trip(frame: FrameType | None, statement: str, parameters: Any) -> tuple[str, Any]:
    """Return what the round trip sent, out of the function that sends it."""
    for _ in range(4):
        if frame is None:
            break
        if frame.f_code.co_name == _BATCHES:
            sent = frame.f_locals
            return sent.get("sub_stmt", statement), sent.get("sub_params", parameters)
        frame = frame.f_back
    return statement, parameters


def _follows(batch: tuple[int, int] | None, last: tuple[int, int] | None) -> bool:
    """Return whether a round trip is the one after `last` of the same execute.

    The first one is of a new execute, whose context may have the id of one that is gone.
    """
    return batch is not None and last is not None and batch == (last[0] + 1, last[1])


def _is_orm(context: Any) -> bool:
    compiled = getattr(context, "compiled", None)
    state = getattr(compiled, "compile_state", None)
    return any(
        base.__name__.lstrip("_") in ("ORMCompileState", "ORMDMLState")
        for base in type(state).__mro__
    )


def _error_text(error: BaseException | None, describer: Describer) -> str:
    if error is None:
        return "error"
    return f"{class_name(type(error))}: {exception_text(error, describer)}"

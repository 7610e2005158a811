"""The registry: every probe of a run, made and wired together in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.probes.connections import Connections, DriverConnection
from ormlab_tui.engine.probes.flushes import FlushProbe
from ormlab_tui.engine.probes.known_objects import is_mapped
from ormlab_tui.engine.probes.objects import ObjectProbe
from ormlab_tui.engine.probes.output import OutputProbe
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.probes.sessions import SessionProbe
from ormlab_tui.engine.probes.sql import SqlProbe
from ormlab_tui.engine.probes.tables import TablesProbe
from ormlab_tui.engine.probes.transactions import TransactionProbe
from ormlab_tui.engine.probes.variables import VariablesProbe
from ormlab_tui.recording.events import FlushTrigger
from ormlab_tui.recording.messages import Database, DatabaseSeen

if TYPE_CHECKING:
    from ormlab_tui.engine.recorder import Recorder


def make_probes(
    recorder: Recorder, script_codes: dict[int, Any], *, clears_locals: bool
) -> tuple[Probe, ...]:
    """Return the probes, in the order in which they look when a step ends.

    Variables and sessions come before objects, because they tell it which objects to look at.
    """

    def database_seen(database: Database) -> None:
        recorder.send(DatabaseSeen(database))

    connections = Connections(database_seen)
    output = OutputProbe(recorder)
    tables = TablesProbe(recorder)
    flushing: dict[int, FlushTrigger] = {}
    objects = ObjectProbe(recorder, flushing=flushing)
    flushes = FlushProbe(
        recorder, script_codes, running=flushing, about_to_flush=objects.touch_modified
    )
    sessions = SessionProbe(recorder, connections, marked=objects.touch)
    transactions = TransactionProbe(
        recorder,
        connections,
        touched=tables.touched,
        ending=tables.ending,
        closing=sessions.closing,
    )

    def ran(known: DriverConnection, statement: str) -> None:
        transactions.sql_sent(known, statement)
        tables.ran(known, statement)

    sql = SqlProbe(
        recorder,
        connections,
        script_codes,
        about_to_run=tables.about_to_run,
        ran=ran,
        asked_by=objects.touch,
    )
    variables = VariablesProbe(
        recorder,
        clears_locals=clears_locals,
        is_mapped=is_mapped,
        in_hand=objects.in_hand,
        watch_of=objects.watch_of,
    )
    output.install()
    return (output, variables, sql, transactions, flushes, sessions, objects, tables)

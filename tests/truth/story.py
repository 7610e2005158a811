"""A recorded sample, asked about by the marks in its source.

A line of a sample that ends in ``# [mark]`` can be asked about by that mark: its events are
those of every step of the statement, its world is the world after the last of them.
"""

from __future__ import annotations

import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ormlab_tui.recording import Recording, Step, World, world_at
from ormlab_tui.recording.events import (
    Event,
    Expire,
    Flush,
    Raised,
    SessionEvent,
    Sql,
    State,
    event_type,
)
from ormlab_tui.recording.values import ObjectValue, Row, SessionValue, TableValue
from ormlab_tui.runner.run import Run, record

SAMPLES = Path(__file__).resolve().parent / "samples"
TRANSACTIONS = (
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "release-savepoint",
    "rollback-to-savepoint",
)


class Story:
    """One sample's recording."""

    def __init__(self, name: str, recording: Recording) -> None:
        assert recording.outcome is not None
        assert recording.end is not None
        assert recording.outcome.kind == "finished", recording.end.stderr
        self.name = name
        self.recording = recording

    @cached_property
    def _lines(self) -> dict[str, int]:
        lines = self.recording.script.source.splitlines()
        return {
            line.rpartition("# [")[2].rstrip("]"): number
            for number, line in enumerate(lines, 1)
            if "# [" in line
        }

    def steps(self, mark: str) -> list[Step]:
        """Return the steps of the marked statement; there is at least one."""
        line = self._lines[mark]
        found = [s for s in self.recording.steps if s.lines[0] <= line <= s.lines[1]]
        assert found, f"{self.name} has no step at [{mark}]"
        return found

    def events(self, mark: str) -> list[Event]:
        """Return the events of the marked statement."""
        return [event for step in self.steps(mark) for event in step.events]

    def world(self, mark: str) -> World:
        """Return the world after the marked statement."""
        return world_at(self.recording, self.steps(mark)[-1].index)

    def sql(self, mark: str) -> list[Sql]:
        """Return the statements sent."""
        return [event for event in self.events(mark) if isinstance(event, Sql)]

    def sent(self, mark: str) -> list[str]:
        """Return the first word of each statement sent."""
        return [event.statement.split()[0] for event in self.sql(mark)]

    def causes(self, mark: str) -> list[str]:
        """Return the cause of each statement sent."""
        return [event.cause for event in self.sql(mark)]

    def transactions(self, mark: str) -> list[tuple[str, bool]]:
        """Return the transaction events and whether each was real."""
        return [
            (event_type(event), event.real)  # type: ignore[union-attr]
            for event in self.events(mark)
            if event_type(event) in TRANSACTIONS
        ]

    def flushes(self, mark: str) -> list[tuple[str, str]]:
        """Return each flush event's trigger and phase."""
        return [(e.trigger, e.phase) for e in self.events(mark) if isinstance(e, Flush)]

    def moves(self, mark: str) -> list[tuple[str, str | None, str]]:
        """Return each change of an object's state, in the order of the objects."""
        return sorted(
            (e.object, e.from_state, e.to_state) for e in self.events(mark) if isinstance(e, State)
        )

    def expired(self, mark: str) -> list[tuple[str, list[str]]]:
        """Return what was expired, in the order of the objects."""
        return sorted(
            (e.object, sorted(e.attributes)) for e in self.events(mark) if isinstance(e, Expire)
        )

    def raised(self, mark: str) -> list[tuple[str, bool]]:
        """Return each exception's class and whether it was caught."""
        return [(e.class_name, e.caught) for e in self.events(mark) if isinstance(e, Raised)]

    def sessions(self, mark: str) -> list[str]:
        """Return what happened to sessions."""
        return [e.what for e in self.events(mark) if isinstance(e, SessionEvent)]

    def types(self, mark: str) -> list[str]:
        """Return the types of the events."""
        return [event_type(event) for event in self.events(mark)]

    def named(self, mark: str, variable: str) -> ObjectValue:
        """Return the object that a variable of the outermost frame holds after the statement."""
        world = self.world(mark)
        token = world.frames[0].variables[variable]
        return next(value for value in world.objects if value.object == token)

    def state(self, mark: str, variable: str) -> str:
        """Return the state of a variable's object."""
        return self.named(mark, variable).state

    def status(self, mark: str, variable: str, attribute: str) -> str:
        """Return the status of an attribute of a variable's object."""
        return self.named(mark, variable).attributes[attribute].status

    def attribute(self, mark: str, variable: str, attribute: str) -> tuple[str, Any, Any]:
        """Return an attribute's status, value and committed value."""
        found = self.named(mark, variable).attributes[attribute]
        return (found.status, found.value, found.committed)

    def session(self, mark: str, number: int = 1) -> SessionValue:
        """Return a session."""
        return next(each for each in self.world(mark).sessions if each.session == number)

    def identity_map(self, mark: str, number: int = 1) -> list[tuple[Any, ...]]:
        """Return the identity keys of a session's identity map, in order."""
        return sorted(
            value.identity_key
            for value in self.world(mark).objects
            if value.session == number and value.in_identity_map and value.identity_key
        )

    def committed(self, mark: str, table: str) -> tuple[Row, ...] | None:
        """Return a table's rows as everyone else sees them."""
        return self._table(mark, table).committed

    def in_transaction(self, mark: str, table: str) -> tuple[Row, ...] | None:
        """Return a table's rows as the script's transaction sees them."""
        return self._table(mark, table).in_transaction

    def _table(self, mark: str, name: str) -> TableValue:
        return next(table for table in self.world(mark).tables if table.name == name)


@cache
def story(name: str) -> Story:
    """Return a sample, recorded once."""
    with tempfile.TemporaryDirectory() as folder:
        # A copy, so that nothing of a run is left beside the sample.
        copy = Path(folder) / f"{name}.py"
        copy.write_bytes((SAMPLES / f"{name}.py").read_bytes())
        return Story(name, record(Run(copy)))

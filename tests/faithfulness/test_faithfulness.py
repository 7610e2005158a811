"""Each script of the corpus, run plain and recorded: the same to everyone but the recorder."""

from __future__ import annotations

from typing import Any

import pytest

from ormlab_tui.recording import Recording, world_at
from ormlab_tui.recording.events import Sql, event_type

from .corpus import SCRIPTS
from .runs import Runs

corpus = pytest.mark.parametrize("script", SCRIPTS)

#: What has its place in the order of statements. A savepoint's events are not among them:
#: SQLAlchemy announces a savepoint before it sends the statement that names it.
ORDERED = ("sql", "begin", "commit", "rollback")
SAVEPOINTS = ("savepoint", "release-savepoint", "rollback-to-savepoint")


@corpus
def test_prints_the_same(script: str, runs: Runs) -> None:
    plain = runs.plain(script)
    recording = runs.recorded(script)
    assert recording.end is not None
    assert recording.end.stdout == plain.stdout
    assert recording.end.stderr == plain.stderr


@corpus
def test_ends_the_same(script: str, runs: Runs) -> None:
    outcome = runs.recorded(script).outcome
    assert outcome is not None
    assert outcome.exit_code == runs.plain(script).status


@corpus
def test_sends_the_same_sql_in_the_same_transactions(script: str, runs: Runs) -> None:
    plain = [entry for entry in runs.observed(script) if entry[0] in ORDERED]
    recorded = traffic(runs.recorded(script))
    assert len(recorded) == len(plain), (recorded, plain)
    for mine, theirs in zip(recorded, plain, strict=True):
        assert same_entry(mine, theirs), (mine, theirs)


@corpus
def test_sets_the_same_savepoints(script: str, runs: Runs) -> None:
    plain = [entry[0] for entry in runs.observed(script) if entry[0] in SAVEPOINTS]
    events = [event_type(event) for _, event in runs.recorded(script).events()]
    assert [event for event in events if event in SAVEPOINTS] == plain


@corpus
def test_leaves_the_same_identity_maps(script: str, runs: Runs) -> None:
    notes = [entry[1] for entry in runs.observed(script) if entry[0] == "identity maps"]
    if not notes:
        pytest.skip("a plain run that ends at once has nobody to look at its identity maps")
    assert identity_maps(runs.recorded(script)) == [keys for keys in notes[0] if keys]


def traffic(recording: Recording) -> list[list[Any]]:
    """Return the recording's statements and transactions in the form of `plain_run.py`."""
    entries: list[list[Any]] = []
    for _, event in recording.events():
        if isinstance(event, Sql):
            # One round trip of a batch is one execution with one set of parameters.
            many = event.executemany and is_list_of_sets(event.parameters)
            entries.append(["sql", event.statement, event.parameters, many])
        elif event_type(event) in ORDERED:
            entries.append([event_type(event)])
    return entries


def is_list_of_sets(parameters: Any) -> bool:
    """Return whether the parameters are those of several rows."""
    return isinstance(parameters, list) and all(
        isinstance(each, (list, tuple, dict)) for each in parameters
    )


def same_entry(mine: Any, theirs: Any) -> bool:
    """Return whether two notes agree; text stands for any value that JSON does not have."""
    if isinstance(theirs, dict) and set(theirs) == {"other"}:
        return isinstance(mine, str)
    if isinstance(theirs, dict):
        return (
            isinstance(mine, dict)
            and set(mine) == set(theirs)
            and all(same_entry(mine[key], theirs[key]) for key in theirs)
        )
    if isinstance(theirs, list):
        return (
            isinstance(mine, (list, tuple))
            and len(mine) == len(theirs)
            and all(map(same_entry, mine, theirs))
        )
    return type(mine) is type(theirs) and bool(mine == theirs)


def identity_maps(recording: Recording) -> list[list[Any]]:
    """Return the identity keys of each session as the script ended, oldest session first."""
    of_script = (step.index for step in reversed(recording.steps) if step.function == "<module>")
    world = world_at(recording, next(of_script, recording.last))
    maps = []
    for session in sorted(world.sessions, key=lambda session: session.session):
        keys = [
            [value.identity_key[0], list(value.identity_key[1]), value.identity_key[2]]
            for value in world.objects
            if value.session == session.session
            and value.in_identity_map
            and value.identity_key is not None
        ]
        maps.append(sorted(keys, key=repr))
    return [keys for keys in maps if keys]

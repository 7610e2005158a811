"""Every recording of the corpus keeps the promises of its format."""

from __future__ import annotations

import json
import re
from itertools import groupby, pairwise
from typing import Any

import msgspec
import pytest

from ormlab_tui.recording import Recording, world_at
from ormlab_tui.recording.document import recording_document, world_document
from ormlab_tui.recording.events import CAUSES, EVENT_TYPES, Raised, Sql, State, event_type
from ormlab_tui.recording.values import OBJECT_STATES

from .corpus import SCRIPTS, path_of
from .runs import Runs

corpus = pytest.mark.parametrize("script", SCRIPTS)

FIELDS = {
    "sql": "statement parameters executemany batch cause connection session rowcount "
    "duration_us error",
    **dict.fromkeys(
        ("begin", "commit", "rollback", "savepoint", "release-savepoint", "rollback-to-savepoint"),
        "connection session name real",
    ),
    "flush": "session trigger phase",
    "state": "object from to",
    **dict.fromkeys(("expire", "load", "refresh", "set"), "object attributes"),
    "session": "session what",
    "output": "stream text",
    "exception": "class message caught",
}
WALKED = ("state", "expire")
VARYING = re.compile(r'0x[0-9a-f]+|tmp[a-z0-9_]{8}|(?<="child": ")\d+')
STEP_FIELDS = {"index", "file", "lines", "function", "depth", "thread", "task", "events"}
DOCUMENT_FIELDS = {
    "format",
    "version",
    "script",
    "environment",
    "outcome",
    "stdout",
    "stderr",
    "steps",
}


@corpus
def test_document_has_the_fields_of_the_format_and_no_others(script: str, runs: Runs) -> None:
    document = recording_document(runs.recorded(script))
    assert set(document) == DOCUMENT_FIELDS
    assert document["script"]["source"] == path_of(script).read_text()
    assert set(document["outcome"]) == {"kind", "exit_code", "message"}
    for index, step in enumerate(document["steps"]):
        assert set(step) == STEP_FIELDS
        assert step["index"] == index
        for event in step["events"]:
            assert set(event) == {"type", *FIELDS[event["type"]].split()}, event


@corpus
def test_document_comes_back_from_json_unchanged(script: str, runs: Runs) -> None:
    document = recording_document(runs.recorded(script))
    # JSON has no tuples, and nothing else of the document is lost on the way.
    assert json.loads(json.dumps(document, allow_nan=False)) == msgspec.json.decode(
        msgspec.json.encode(document)
    )


@corpus
def test_statements_have_known_causes_and_sound_parameters(script: str, runs: Runs) -> None:
    for _, event in runs.recorded(script).events():
        if isinstance(event, Sql):
            assert event.cause in CAUSES
            assert event.duration_us >= 0
            assert event.batch is None or 1 <= event.batch[0] <= event.batch[1]


@corpus
def test_steps_are_statements_inside_their_file(script: str, runs: Runs) -> None:
    recording = runs.recorded(script)
    for step in recording.steps:
        assert step.file in recording.sources, step.file
        lines = recording.sources[step.file].count("\n") + 1
        assert 1 <= step.lines[0] <= step.lines[1] <= lines


@corpus
def test_depth_grows_by_one_call_at_a_time(script: str, runs: Runs) -> None:
    depths: dict[tuple[str, str | None], int] = {}
    for step in runs.recorded(script).steps:
        who = (step.thread, step.task)
        assert 0 <= step.depth <= depths.get(who, -1 if step.task is None else 1000) + 1, step
        depths[who] = step.depth


@corpus
def test_worlds_agree_with_themselves(script: str, runs: Runs) -> None:
    recording = runs.recorded(script)
    for step in {-1, recording.last, *range(0, recording.last + 1, 7)}:
        world = world_document(recording, step)
        assert world["step"] == step
        objects = {each["object"]: each for each in world["objects"]}
        assert len(objects) == len(world["objects"])
        for session in world["sessions"]:
            assert_session(session, objects)
        for each in world["objects"]:
            assert each["state"] in OBJECT_STATES
            assert (each["session"] is None) == (each["state"] in ("transient", "detached")), each
            if each["state"] in ("persistent", "deleted"):
                assert each["identity_key"] is not None, each
        for table in world["tables"]:
            assert_table(table)
        assert [frame["depth"] for frame in world["frames"]] == list(range(len(world["frames"])))


def assert_session(session: dict[str, Any], objects: dict[str, dict[str, Any]]) -> None:
    """Every object a session names is there, in that session, and in the right state."""
    for token in session["identity_map"]:
        assert objects[token]["state"] == "persistent"
        assert objects[token]["session"] == session["session"]
    assert len(set(session["identity_map"])) == len(session["identity_map"])
    keys = [json.dumps(objects[token]["identity_key"]) for token in session["identity_map"]]
    assert len(set(keys)) == len(keys), keys
    for token in session["new"]:
        assert objects[token]["state"] == "pending"
    assert set(session["dirty"]) <= set(session["identity_map"])
    assert session["transaction"] in ("none", "active", "needs-rollback")


def assert_table(table: dict[str, Any]) -> None:
    """Every row has a value for every column, and no side has more rows than its total."""
    for side in ("committed", "in_transaction"):
        rows = table[side]
        assert (rows is None) == (table["total"][side] is None)
        if rows is not None:
            assert len(rows) <= table["total"][side]
            assert all(len(row) == len(table["columns"]) for row in rows)


@corpus
def test_each_state_begins_where_the_last_one_ended(script: str, runs: Runs) -> None:
    recording = runs.recorded(script)
    states: dict[str, str] = {}
    for _, event in recording.events():
        if isinstance(event, State):
            # An object first met on its way may come from None; never one that is known.
            assert event.from_state == states.get(event.object, event.from_state), event
            assert event.from_state != event.to_state, event
            states[event.object] = event.to_state
    for value in world_at(recording, recording.last).objects:
        assert states.get(value.object, value.state) == value.state


@corpus
def test_outputs_make_up_what_was_printed(script: str, runs: Runs) -> None:
    if script == "os_exit.py":
        pytest.skip("what os._exit left in a buffer was printed and never came out")
    recording = runs.recorded(script)
    assert recording.end is not None
    texts = {"stdout": "", "stderr": ""}
    for step in recording.steps:
        for event in step.events:
            if event_type(event) == "output":
                texts[event.stream] += event.text  # type: ignore[union-attr]
    for stream, whole in (("stdout", recording.end.stdout), ("stderr", recording.end.stderr)):
        for line in texts[stream].splitlines():
            assert line in whole, (stream, line)


def test_steps_go_on_after_a_recursion_ran_out_of_room(runs: Runs) -> None:
    recording = runs.recorded("recursion.py")
    last = len(path_of("recursion.py").read_text().splitlines())
    assert recording.steps[-1].lines == (last, last)
    assert max(step.depth for step in recording.steps) > 150


@corpus
def test_two_recordings_have_the_same_facts(script: str, runs: Runs) -> None:
    # Where this Python has two tracers, they make one recording each.
    one, other = runs.recorded(script), runs.again(script)
    assert_same_facts(one, other)
    if script != "own_monitoring.py":
        # A variable of that one holds which tool ids are taken.
        assert worlds(one) == worlds(other)
    assert one.outcome == other.outcome


@corpus
def test_nothing_goes_wrong_inside_the_recorder(script: str, runs: Runs) -> None:
    runs.recorded(script), runs.again(script)
    assert not runs.faults(script)


def assert_same_facts(one: Recording, other: Recording, printed: bool = True) -> None:
    """Both have the same steps, and at the first step that differs, say so in one line."""
    mine, theirs = facts(one), facts(other)
    for left, right in zip(mine, theirs, strict=False):
        if not printed:
            left, right = without_output(left), without_output(right)
        assert left == right, json.dumps([left, right], indent=1)
    assert len(mine) == len(theirs)


def without_output(step: dict[str, Any]) -> dict[str, Any]:
    """Return the step without its output events: tracebacks differ between interpreters."""
    return {**step, "events": [each for each in step["events"] if each["type"] != "output"]}


def facts(recording: Recording) -> list[dict[str, Any]]:
    """Return the steps and their events as they are in every run of the same script.

    SQLAlchemy walks sets of objects when it flushes, commits and expires, in an order that is
    another each time: what follows one another in such a walk is put in order here. An object
    that only another of the walk holds may be gone before its own turn, so what no variable
    names at the end of the step is left out of the walk. How threads take turns is another
    matter each time too: their steps stand one thread after the other.
    """
    steps = masked(recording_document(recording)["steps"])
    for step in steps:
        kept = {value.object for value in world_at(recording, step["index"]).objects}
        events: list[dict[str, Any]] = []
        for walk, group in groupby(step["events"], key=lambda event: event["type"] in WALKED):
            each = [{**event, "duration_us": 0} for event in group]
            events += (
                sorted((one for one in each if one["object"] in kept), key=repr) if walk else each
            )
        step["events"] = events
    return of_each_thread(steps) if len({step["thread"] for step in steps}) > 1 else list(steps)


def of_each_thread(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps, one thread after the other.

    A statement is two steps where another thread's lies between two of its events: here one.
    """
    joined: list[dict[str, Any]] = []
    for step in sorted(steps, key=lambda step: str(step["thread"])):
        del step["index"]
        place = {**step, "events": None}
        if joined and {**joined[-1], "events": None} == place and step["events"]:
            joined[-1]["events"] += step["events"]
        else:
            joined.append(step)
    return joined


def worlds(recording: Recording) -> list[dict[str, Any]]:
    """Return the worlds after every tenth step and the last; with threads, after the last."""
    threads = {step.thread for step in recording.steps}
    every = range(0, recording.last + 1, 10) if len(threads) == 1 else ()
    found = [masked(world_document(recording, step)) for step in (*every, recording.last)]
    return [{**world, "step": None} for world in found] if len(threads) > 1 else found


def masked(document: Any) -> Any:
    """Return a document without what differs by nature: addresses, temporary folders, pids."""
    return json.loads(VARYING.sub("…", json.dumps(document)))


def test_the_corpus_covers_every_event_and_cause(runs: Runs) -> None:
    types: set[str] = set()
    causes: set[str] = set()
    outcomes: set[str] = set()
    moves: set[tuple[str, str]] = set()
    caught: set[bool] = set()
    for script in SCRIPTS:
        recording = runs.recorded(script)
        outcomes.add(recording.outcome.kind if recording.outcome else "")
        for _, event in recording.events():
            types.add(event_type(event))
            if isinstance(event, Sql):
                causes.add(event.cause)
            elif isinstance(event, State) and event.from_state is not None:
                moves.add((event.from_state, event.to_state))
            elif isinstance(event, Raised):
                caught.add(event.caught)
    assert types == set(EVENT_TYPES)
    assert causes == set(CAUSES)
    assert outcomes == {"finished", "exception", "exit", "syntax-error", "crashed"}
    assert caught == {True, False}
    assert moves >= set(
        pairwise(["transient", "pending", "persistent", "deleted", "detached", "persistent"])
    ) | {("persistent", "detached"), ("pending", "transient"), ("detached", "transient")}

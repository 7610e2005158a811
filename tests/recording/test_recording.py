"""Finding one's way in a recording: by event, by entity, by text."""

from __future__ import annotations

import pytest

from ormlab_tui.recording import RecordingError
from ormlab_tui.recording.changes import ObjectGone, ObjectSeen
from ormlab_tui.recording.events import Commit, Output, Raised, Sql
from ormlab_tui.recording.messages import Caught
from ormlab_tui.recording.values import ObjectValue

from .making import finished, recording_of, step


def sql(statement: str) -> Sql:
    return Sql(statement, [], False, None, "query", 1, 1, None, 0, None)


RECORDING = recording_of(
    step(0),
    step(1, events=[sql("SELECT 1"), sql("INSERT INTO Items")]),
    step(2, ObjectSeen(ObjectValue("Item#1", "Item", "transient")), events=[Output("stdout", "x")]),
    step(3, events=[Commit(1, 1, None, True)]),
    step(4, events=[sql("select 2")]),
    step(5, ObjectGone("Item#1")),
    finished(),
)


def test_the_next_and_the_previous_step_with_an_event() -> None:
    assert RECORDING.next_with(["sql"], -1) == 1
    assert RECORDING.next_with(["sql"], 1) == 4
    assert RECORDING.next_with(["sql", "commit"], 1) == 3
    assert RECORDING.next_with(["sql"], 4) is None
    assert RECORDING.previous_with(["sql"], 4) == 1
    assert RECORDING.previous_with(["sql"], 1) is None
    assert RECORDING.previous_with(["commit", "sql"], 5) == 4
    assert RECORDING.next_with(["exception"], -1) is None


def test_sql_is_found_in_any_case() -> None:
    assert RECORDING.search_sql("select") == [(1, 0), (4, 0)]
    assert RECORDING.search_sql("ITEMS") == [(1, 1)]
    assert RECORDING.search_sql("delete") == []


def test_the_last_change_of_an_entity() -> None:
    key = ("object", "Item#1")
    assert [RECORDING.last_change(key, at) for at in range(6)] == [None, None, 2, 2, 2, 5]
    assert RECORDING.last_change(("object", "Item#2"), 5) is None
    assert RECORDING.value(key, 4) is not None
    assert RECORDING.value(key, 5) is None


def test_an_exception_is_caught_by_a_later_message() -> None:
    raised = Raised("ValueError", "no", False)
    recording = recording_of(step(0, events=[raised]), step(1), Caught(0, 0))
    assert recording.steps[0].events == [Raised("ValueError", "no", True)]


@pytest.mark.parametrize("caught", [Caught(7, 0), Caught(0, 3), Caught(1, 0), Caught(-1, 0)])
def test_what_was_caught_has_to_be_an_exception(caught: Caught) -> None:
    recording = recording_of(
        step(0, events=[Raised("ValueError", "no", False)]), step(1, events=[sql("SELECT 1")])
    )
    with pytest.raises(RecordingError, match="damaged"):
        recording.add(caught)

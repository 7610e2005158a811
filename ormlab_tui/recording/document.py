"""The JSON documents of a recording: the exchange form that others script against."""

from __future__ import annotations

from typing import Any

import msgspec

from ormlab_tui.recording.messages import Step
from ormlab_tui.recording.recording import Recording
from ormlab_tui.recording.values import FrameValue, ObjectValue, SessionValue, TableValue
from ormlab_tui.recording.world import world_at


def recording_document(recording: Recording) -> dict[str, Any]:
    """Return the whole recording as the JSON document's builtin types."""
    end = recording.end
    outcome: dict[str, Any] = {
        "kind": "crashed",
        "exit_code": None,
        "message": "the recording was cut off before its end",
    }
    if end is not None:
        outcome = msgspec.to_builtins(end.outcome)
    return {
        "format": recording.header.format,
        "version": recording.header.version,
        "script": msgspec.to_builtins(recording.script),
        "environment": {
            "python": recording.header.python,
            "sqlalchemy": recording.sqlalchemy,
            "tracer": recording.header.tracer,
            "databases": msgspec.to_builtins(recording.databases),
        },
        "outcome": outcome,
        "stdout": end.stdout if end is not None else "",
        "stderr": end.stderr if end is not None else "",
        "steps": [_step_document(step) for step in recording.steps],
    }


def _step_document(step: Step) -> dict[str, Any]:
    return {
        "index": step.index,
        "file": step.file,
        "lines": list(step.lines),
        "function": step.function,
        "depth": step.depth,
        "thread": step.thread,
        "task": step.task,
        "events": msgspec.to_builtins(step.events),
    }


def world_document(recording: Recording, step: int) -> dict[str, Any]:
    """Return the world after `step` as the JSON document's builtin types.

    Raises IndexError for a step that the recording does not have.
    """
    world = world_at(recording, step)
    return {
        "step": step,
        "objects": [_object_document(value, world.frames) for value in world.objects],
        "sessions": [_session_document(value, world.objects) for value in world.sessions],
        "frames": [
            {"function": frame.function, "depth": frame.depth, "variables": frame.variables}
            for frame in world.frames
        ],
        "tables": [_table_document(value) for value in world.tables],
    }


def names_of(token: str, frames: list[FrameValue]) -> list[str]:
    """Return the variables that hold the object, innermost frame first, each name once."""
    names = [
        name
        for frame in reversed(frames)
        for name, value in frame.variables.items()
        if value == token
    ]
    return list(dict.fromkeys(names))


def _object_document(value: ObjectValue, frames: list[FrameValue]) -> dict[str, Any]:
    key = value.identity_key
    return {
        "object": value.object,
        "class": value.class_name,
        "state": value.state,
        "session": value.session,
        "identity_key": None if key is None else [key[0], list(key[1]), key[2]],
        "attributes": {
            name: {
                "status": attribute.status,
                "value": attribute.value,
                "committed": attribute.committed,
            }
            for name, attribute in value.attributes.items()
        },
        "variables": names_of(value.object, frames),
    }


def _session_document(value: SessionValue, objects: list[ObjectValue]) -> dict[str, Any]:
    mine = [each for each in objects if each.session == value.session]
    return {
        "session": value.session,
        "identity_map": [each.object for each in mine if each.in_identity_map],
        "new": [each.object for each in mine if each.state == "pending"],
        "dirty": [each.object for each in mine if is_dirty(each)],
        "deleted": [each.object for each in mine if each.marked_deleted],
        "transaction": value.transaction,
        "connection": value.connection,
    }


def is_dirty(value: ObjectValue) -> bool:
    """Return whether the object is in its session's `dirty`."""
    return value.in_identity_map and value.modified and not value.marked_deleted


def _table_document(value: TableValue) -> dict[str, Any]:
    return {
        "name": value.name,
        "columns": list(value.columns),
        "committed": None if value.committed is None else [list(r) for r in value.committed],
        "in_transaction": (
            None if value.in_transaction is None else [list(r) for r in value.in_transaction]
        ),
        "total": {
            "committed": value.committed_total,
            "in_transaction": value.in_transaction_total,
        },
    }

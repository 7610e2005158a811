"""Messages as bytes, whatever kind of value a library has slipped into one."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from ormlab_tui.engine.quietly import note_fault
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Event
from ormlab_tui.recording.messages import Step

#: Returns a message as bytes; raises TypeError for one with a value of a kind it does not know.
payload = msgspec.msgpack.Encoder().encode


#: No step takes more: a longer message is refused by whoever reads it, with all that follows.
MAX_STEP = 48 * 1024 * 1024


def step_payload(step: Step) -> bytes:
    """Return the step as bytes, at the worst without the parts that can't be encoded or held.

    A step that was not sent at all would cost those that come after it too.
    """
    try:
        whole = payload(step)
        if len(whole) <= MAX_STEP:
            return whole
        note_fault(ValueError(f"a step of {len(whole)} bytes"))
    except Exception as error:
        note_fault(error)
    events, room = _held(step.events, MAX_STEP // 2)
    changes, _ = _held(step.changes, MAX_STEP // 2 + room)
    return payload(msgspec.structs.replace(step, events=events, changes=changes))


_Part = TypeVar("_Part", Event, Change)


def _held(parts: list[_Part], room: int) -> tuple[list[_Part], int]:
    """Return the parts that can be encoded and have room, and how much of it is left."""
    held = []
    for part in parts:
        size = _size(part)
        if size is not None and size <= room:
            held.append(part)
            room -= size
    return held, room


def _size(part: Event | Change) -> int | None:
    try:
        return len(payload(part))
    except Exception:
        return None

"""Messages as bytes, whatever kind of value a library has slipped into one."""

from __future__ import annotations

import msgspec

from ormlab_tui.engine.quietly import note_fault
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Event
from ormlab_tui.recording.messages import Step

#: Returns a message as bytes; raises TypeError for one with a value of a kind it does not know.
payload = msgspec.msgpack.Encoder().encode


def step_payload(step: Step) -> bytes:
    """Return the step as bytes, at the worst without the events that can't be encoded.

    A step that was not sent at all would cost those that come after it too.
    """
    try:
        return payload(step)
    except Exception as error:
        note_fault(error)
    return payload(
        msgspec.structs.replace(
            step,
            events=list(filter(_can_be_encoded, step.events)),
            changes=list(filter(_can_be_encoded, step.changes)),
        )
    )


def _can_be_encoded(part: Event | Change) -> bool:
    try:
        payload(part)
    except Exception:
        return False
    return True

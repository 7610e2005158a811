"""Recordings made by hand: small ones to look at, random ones to compare."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from ormlab_tui.recording import Outcome, Recording
from ormlab_tui.recording.changes import (
    AttributesChanged,
    Change,
    FramePopped,
    FramePushed,
    ObjectGone,
    ObjectMoved,
    ObjectSeen,
    SessionChanged,
    Splice,
    TableSeen,
    TableSide,
    VariablesChanged,
)
from ormlab_tui.recording.events import Event
from ormlab_tui.recording.framing import encode
from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.recording.messages import FORMAT, VERSION, End, Header, Message, Script, Step
from ormlab_tui.recording.values import Attribute, FrameValue, ObjectValue

SOURCE = "one = 1\ntwo = 2\nthree = 3\n"


def header(version: int = VERSION, format: str = FORMAT) -> Header:
    """Return a header as a recorder of this version writes it."""
    return Header(format, version, Script("script.py", "0" * 64, SOURCE), "3.13.0", "monitoring")


def step(index: int, *changes: Change, events: Iterable[Event] = (), **other: Any) -> Step:
    """Return a step of the script's first line."""
    fields: dict[str, Any] = {
        "file": "script.py",
        "lines": (1, 1),
        "function": "<module>",
        "depth": 0,
        "thread": "MainThread",
        "task": None,
        **other,
    }
    return Step(index=index, events=[*events], changes=[*changes], **fields)


def recording_of(*messages: Message) -> Recording:
    """Return a recording of the messages after a header."""
    recording = Recording(header())
    for message in messages:
        recording.add(message)
    return recording


def file_of(*messages: Message) -> bytes:
    """Return the bytes of a recording file of the messages."""
    return MAGIC + b"".join(map(encode, messages))


def finished() -> End:
    """Return the end of a run that went well."""
    return End(Outcome("finished", 0), "", "")


def random_changes(seed: int, steps: int, objects: int) -> list[list[Change]]:
    """Return the changes of each of `steps` steps over so many objects, valid in their order."""
    chance = random.Random(seed)
    alive: set[int] = set()
    depth = 0
    rows = 0
    found: list[list[Change]] = []
    for index in range(steps):
        changes: list[Change] = []
        number = chance.randrange(objects)
        token = f"Item#{number}"
        if number not in alive:
            alive.add(number)
            attributes = {"id": Attribute("unset"), "price": Attribute("loaded", "0")}
            changes.append(
                ObjectSeen(ObjectValue(token, "Item", "transient", attributes=attributes))
            )
        elif chance.random() < 0.1:
            alive.remove(number)
            changes.append(ObjectGone(token))
        elif chance.random() < 0.5:
            changes.append(
                ObjectMoved(token, "persistent", 1, ("Item", (number,), None), True, False)
            )
        else:
            changes.append(
                AttributesChanged(token, {"price": Attribute("modified", str(index), "0")})
            )
        if chance.random() < 0.2:
            changes.append(SessionChanged(1, "active", chance.choice([None, 1]), False))
        if chance.random() < 0.2:
            depth += 1
            changes.append(
                FramePushed(FrameValue("MainThread", depth, "f", "script.py", {"n": "1"}))
            )
        elif depth and chance.random() < 0.2:
            changes.append(FramePopped("MainThread", depth))
            depth -= 1
        elif depth:
            changes.append(VariablesChanged("MainThread", depth, {"n": str(index)}, []))
        if index == 0:
            changes.append(TableSeen("items", ("id", "price")))
            changes.append(TableSide("items", True, Splice(0, 0, (), 0)))
        elif chance.random() < 0.3:
            changes.append(TableSide("items", True, Splice(rows, 0, ((index, "new"),), rows + 1)))
            rows += 1
        found.append(changes)
    return found

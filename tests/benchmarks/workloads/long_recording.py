"""A recording of 100,000 steps over 10,000 objects, made of its messages, and moves in it."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from statistics import median
from time import process_time

import psutil

from ormlab_tui.lab.cursor import Cursor
from ormlab_tui.recording import MovingWorld, Recording, world_at
from ormlab_tui.recording.changes import (
    AttributesChanged,
    Change,
    FramePushed,
    ObjectSeen,
    VariablesChanged,
)
from ormlab_tui.recording.events import Event, Sql
from ormlab_tui.recording.messages import FORMAT, VERSION, Header, Script, Step
from ormlab_tui.recording.values import Attribute, FrameValue, ObjectValue
from tests.benchmarks.timing import print_table

OBJECTS, STEPS, MOVES = 10_000, 100_000, 50
_MIB = 1024 * 1024


def steps() -> Iterable[Step]:
    """Yield the steps: each object is seen, and modified again and again, in turn."""
    for index in range(STEPS):
        number = index % OBJECTS
        token = f"Item#{number + 1}"
        changes: list[Change] = []
        if index == 0:
            changes.append(FramePushed(FrameValue("MainThread", 0, "<module>", "script.py")))
        if index < OBJECTS:
            key = ("Item", (number + 1,), None)
            attributes = {
                "id": Attribute("loaded", str(number + 1)),
                "name": Attribute("loaded", f"'item {number}'"),
                "number": Attribute("loaded", str(index)),
            }
            changes.append(
                ObjectSeen(ObjectValue(token, "Item", "persistent", 1, key, attributes=attributes))
            )
        else:
            changes.append(
                AttributesChanged(token, {"number": Attribute("modified", str(index), "0")})
            )
        changes.append(VariablesChanged("MainThread", 0, {"item": token}, []))
        events: list[Event] = []
        if index % 10 == 0:
            statement = "UPDATE items SET number=? WHERE items.id = ?"
            events.append(Sql(statement, [index, number], False, None, "flush", 1, 1, 1, 20, None))
        line = 1 + index % 100
        yield Step(
            index, "script.py", (line, line), "<module>", 0, "MainThread", None, events, changes
        )


def timed(act: Callable[[int], object], places: Iterable[int]) -> list[float]:
    """Return the milliseconds of CPU time that it took with each place."""
    took = []
    for place in places:
        begin = process_time()
        act(place)
        took.append(1000 * (process_time() - begin))
    return took


def main() -> None:
    """Print the milliseconds of moves and the MiB of the recording."""
    memory = psutil.Process().memory_info
    before = memory().rss
    begin = process_time()
    script = Script("script.py", "0" * 64, "item.number += 1\n" * 100)
    recording = Recording(Header(FORMAT, VERSION, script, "3.13.0", "monitoring"))
    for step in steps():
        recording.add(step)
    seconds, mib = process_time() - begin, (memory().rss - before) / _MIB
    print(
        f"{STEPS:,} steps over {OBJECTS:,} objects, with {2 * STEPS:,} changes: "
        f"taken in within {seconds:.1f} s, {mib:.0f} MiB of memory"
    )
    chance = random.Random(1)
    rows = []
    world, cursor = MovingWorld(recording), Cursor(recording)
    for name, move in (("the world", world.move), ("the lab's cursor", cursor.move)):
        by_one: list[float] = []
        anywhere: list[float] = []
        for _ in range(int(sys.argv[1])):
            start = chance.randrange(STEPS - MOVES)
            anywhere += timed(move, [start])
            by_one += timed(move, range(start + 1, start + MOVES))
            by_one += timed(move, range(start + MOVES, start, -1))
            anywhere += timed(move, (chance.randrange(STEPS) for _ in range(MOVES)))
        across = timed(move, [-1, STEPS - 1] * 5)
        for kind, took in (
            ("by one step", by_one),
            ("anywhere", anywhere),
            ("from end to end", across),
        ):
            rows.append([f"{name} {kind}", f"{median(took):.3f}", f"{max(took):.2f}"])
    took = timed(lambda step: world_at(recording, step), range(0, STEPS, STEPS // 20))
    rows.append(["the whole world of a step", f"{median(took):.3f}", f"{max(took):.2f}"])
    print_table(("CPU ms of a move of", "median", "most"), rows)


main()

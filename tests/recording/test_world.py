"""The world at any step is what applying every change up to there gives."""

from __future__ import annotations

import random

import pytest

from ormlab_tui.recording import BEFORE, MovingWorld, Recording, world_at
from ormlab_tui.recording.changes import KINDS, Change, Key, Value

from .making import random_changes, recording_of, step

STEPS = 400


def recording_from(changes: list[list[Change]]) -> Recording:
    return recording_of(*(step(index, *each) for index, each in enumerate(changes)))


def replayed(changes: list[list[Change]], until: int) -> dict[Key, Value]:
    """Return the values after step `until`, the slow way."""
    world: dict[Key, Value] = {}
    for each in changes[: until + 1]:
        for change in each:
            value = change.apply(world.get(change.key()))
            if value is None:
                world.pop(change.key(), None)
            else:
                world[change.key()] = value
    return world


@pytest.mark.parametrize("seed", range(5))
def test_every_step_is_what_a_replay_gives(seed: int) -> None:
    changes = random_changes(seed, STEPS, 40)
    recording = recording_from(changes)
    for until in range(BEFORE, STEPS, 7):
        expected = replayed(changes, until)
        found = dict(pair for kind in KINDS for pair in recording.alive(until, kind))
        assert found == expected
        world = world_at(recording, until)
        assert len(world.objects) == sum(key[0] == "object" for key in expected)
        depths = sorted(int(key[2]) for key in expected if key[0] == "frame")
        assert [frame.depth for frame in world.frames] == depths


@pytest.mark.parametrize("seed", range(5))
def test_a_moving_world_is_the_same_wherever_it_comes_from(seed: int) -> None:
    changes = random_changes(seed, STEPS, 40)
    recording = recording_from(changes)
    chance = random.Random(seed)
    world = MovingWorld(recording)
    before = replayed(changes, BEFORE)
    for _ in range(60):
        until = chance.randrange(BEFORE, STEPS)
        differing = world.move(until)
        expected = replayed(changes, until)
        keys = before.keys() | expected.keys()
        assert {key: world.get(key) for key in expected} == expected
        assert all(world.get(key) is None for key in before.keys() - expected.keys())
        # Whatever differs is named; what is named more than once along the way may be equal.
        assert {key for key in keys if before.get(key) != expected.get(key)} <= differing
        before = expected


def test_there_is_no_world_outside_the_run() -> None:
    recording = recording_from(random_changes(1, 3, 2))
    for outside in (-2, 3):
        with pytest.raises(IndexError):
            world_at(recording, outside)
    assert world_at(recording, BEFORE).objects == []


def test_a_step_of_a_long_run_over_many_objects_names_only_what_it_changed() -> None:
    changes = random_changes(7, 20_000, 5_000)
    recording = recording_from(changes)
    world = MovingWorld(recording)
    world.move(10_000)
    for until in (10_001, 10_002, 10_001, 10_000):
        assert world.move(until) <= {
            change.key() for near in (10_000, 10_001, 10_002) for change in changes[near]
        }
    assert len(list(world.of_kind("object"))) == sum(
        key[0] == "object" for key in replayed(changes, 10_000)
    )

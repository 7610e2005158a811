"""The moment shown: the one datum that is handed down to every pane when the cursor moves."""

from __future__ import annotations

from dataclasses import dataclass

from ormlab_tui.recording import MovingWorld, Recording
from ormlab_tui.recording.changes import Key


# Compared by identity: two moments are never the same move, and comparing the sets would cost.
@dataclass(frozen=True, eq=False)
class Moment:
    """Where in a recording the lab stands.

    `step` is the step just run, -1 before the first. `world` stands at that step until the
    next moment is made. `changed` is what the step itself changed; `differing` is what differs
    from the moment shown before this one, so that a pane repaints only for its own kinds.
    """

    recording: Recording
    step: int
    world: MovingWorld
    changed: frozenset[Key]
    differing: frozenset[Key]


def moment_at(world: MovingWorld, step: int) -> Moment:
    """Move `world` to `step` and return the moment there.

    `world` is the one that every moment of one recording shares: what differs is told against
    the step where it stood. The cost is that of what differs.
    """
    differing = frozenset(world.move(step))
    changed = frozenset(world.recording.changed(step))
    return Moment(world.recording, step, world, changed, differing)

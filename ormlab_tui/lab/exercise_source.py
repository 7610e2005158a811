"""What is recorded for an exercise: its script, within its limits."""

from __future__ import annotations

from ormlab_tui.course.model import Exercise
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.runner.limits import Limits


def exercise_script(exercise: Exercise) -> Script | None:
    """Return the exercise's script with its limits, the engine's own where it sets none."""
    if exercise.script is None:
        return None
    return Script(exercise.script, (), limits_of_exercise(exercise))


def limits_of_exercise(exercise: Exercise) -> Limits:
    """Return the exercise's limits, the engine's own where it sets none."""
    own, default = exercise.limits, Limits()
    return Limits(
        own.max_steps or default.max_steps,
        own.max_seconds or default.max_seconds,
        own.max_memory or default.max_memory,
        own.max_output or default.max_output,
    )

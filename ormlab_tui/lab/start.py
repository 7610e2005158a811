"""What the lab is opened on, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias

from ormlab_tui.runner.limits import Limits


@dataclass(frozen=True, slots=True)
class CourseStart:
    """Open the course list."""

    name: ClassVar[str] = "the course list"


@dataclass(frozen=True, slots=True)
class ExerciseStart:
    """Open the exercise with this id."""

    exercise: str

    @property
    def name(self) -> str:
        """What is opened, in a few words."""
        return f"exercise {self.exercise}"


@dataclass(frozen=True, slots=True)
class ScriptStart:
    """Record a script and step through it while it runs."""

    script: Path
    arguments: tuple[str, ...] = ()
    limits: Limits | None = None

    @property
    def name(self) -> str:
        """What is opened, in a few words."""
        return self.script.name


@dataclass(frozen=True, slots=True)
class RecordingStart:
    """Open a recording; nothing is run."""

    path: Path

    @property
    def name(self) -> str:
        """What is opened, in a few words."""
        return self.path.name


Start: TypeAlias = CourseStart | ExerciseStart | ScriptStart | RecordingStart

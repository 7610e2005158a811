"""The trees of files that an exercise's right and wrong answers are made of."""

from __future__ import annotations

from pathlib import Path

from ormlab_tui.course.files import tree_files
from ormlab_tui.course.model import CourseError, Exercise

STARTER = "starter"
SOLUTION = "solution"
#: The starter with what an instrument task asks for, where the solution has it no more.
INSTRUMENTED = "instrumented"


def variants_of(exercise: Exercise) -> tuple[str, ...]:
    """Return the names of the variants to try tests on: starter, solution, wheats, chaffs.

    A wheat is called ``wheats/NAME`` and a chaff ``chaffs/NAME``.
    """
    names = [STARTER] if exercise.starter is not None else []
    names += [SOLUTION] if exercise.solution is not None else []
    names += [f"wheats/{folder.name}" for folder in exercise.wheats]
    names += [f"chaffs/{folder.name}" for folder in exercise.chaffs]
    return tuple(names)


def variant_files(exercise: Exercise, variant: str) -> dict[str, Path]:
    """Return a variant's files: where each belongs in a workspace, and where its content lies.

    The starter is what the learner begins with. The solution lies over it, and so does what is
    instrumented; a wheat or a chaff lies over the solution. Raises CourseError if there is no
    such variant.
    """
    known = variants_of(exercise)
    if variant not in known and (variant != INSTRUMENTED or exercise.instrumented is None):
        raise CourseError(f"exercise {exercise.id} has no {variant}")
    layers = [exercise.starter]
    if variant not in (STARTER, INSTRUMENTED):
        layers.append(exercise.solution)
    if variant not in (STARTER, SOLUTION):
        layers.append(exercise.folder / variant)
    files: dict[str, Path] = {}
    for layer in layers:
        if layer is not None:
            files.update((str(path.relative_to(layer)), path) for path in tree_files(layer))
    return files

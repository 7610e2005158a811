"""Every file of a course accounted for: what lacks, what is stray, what leads out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ormlab_tui.author.skeleton_texts import FILL_IN
from ormlab_tui.course.files import IGNORED, MAX_FILE_SIZE, tree_files
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import (
    ApproachesTask,
    ChecksTask,
    InstrumentTask,
    MeasureTask,
    OwnTestTask,
    QuestionsTask,
    ReviewTask,
)
from ormlab_tui.course.variants import SOLUTION, STARTER, variant_files

_COURSE_FILES: Final = frozenset(("course.toml", "misconceptions.toml", "README.md", "LICENSE"))
_TEXTS: Final = (
    "exercise.toml",
    "brief.md",
    "debrief.md",
    "hints/1.md",
    "hints/2.md",
    "hints/3.md",
)
_TREES: Final = ("starter/", "solution/", "instrumented/")
_NAMED_TREES: Final = ("wheats/", "chaffs/")


def course_file_problems(course: Course) -> Iterator[str]:
    """Yield what is wrong with the course's own files, outside its exercises' folders."""
    folders = {exercise.folder.name for exercise in course.exercises}
    for path in sorted(course.folder.iterdir()):
        if path.name in _COURSE_FILES:
            yield from unfinished(course.folder, path)
            continue
        if path.name in IGNORED:
            continue
        if path.is_dir() and not path.is_symlink():
            known = path.name in folders or (path / "exercise.toml").is_file()
            if not known and any(tree_files(path)):
                yield f"{path.name}: is no exercise: it has no exercise.toml"
        else:
            yield f"{path.name}: is stray: a course holds {', '.join(sorted(_COURSE_FILES))}"
    told = {
        belief
        for exercise in course.exercises
        for question in exercise.questions
        for belief in question.misconceptions
    }
    for misconception in course.misconceptions:
        if misconception.id not in told:
            yield (
                f"misconceptions.toml: {misconception.id} is told by no wrong answer of the course"
            )


def exercise_file_problems(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with the files of an exercise: missing, stray, links, too large."""
    name = exercise.folder.name
    files = [
        (path.relative_to(exercise.folder).as_posix(), path) for path in tree_files(exercise.folder)
    ]
    accounted = {*_TEXTS, "script.py", *_named_by_tasks(exercise)}
    for place, path in files:
        if path.is_symlink():
            yield f"{name}/{place}: is a symbolic link: put the file itself there"
        elif not path.is_file():
            yield f"{name}/{place}: is no regular file"
        elif path.stat().st_size > MAX_FILE_SIZE:
            yield f"{name}/{place}: is larger than a file of a course may be (1 MiB)"
        else:
            yield from unfinished(exercise.folder.parent, path)
        if place not in accounted and not _in_a_tree(place):
            yield f"{name}/{place}: is stray: no part of an exercise, and no task names it"
    there = {place for place, _ in files}
    for place in _TEXTS:
        if place not in there:
            yield f"{name}/{place}: is missing"
    yield from _lacks(exercise)


def unfinished(folder: Path, path: Path) -> Iterator[str]:
    """Yield the first place in a text file that is still as `ormlab author new` has left it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for number, line in enumerate(lines, 1):
        if FILL_IN in line:
            yield f"{path.relative_to(folder).as_posix()}:{number}: is still to be filled in"
            return


def _named_by_tasks(exercise: Exercise) -> set[str]:
    named: set[str] = set()
    for task in exercise.tasks:
        if isinstance(task, ChecksTask):
            named |= {node.partition("::")[0] for node in task.tests}
        elif isinstance(task, ApproachesTask):
            named.add(task.probe)
        elif isinstance(task, ReviewTask):
            named.add(task.diff)
    return named


def _in_a_tree(place: str) -> bool:
    if place.startswith(_TREES):
        return True
    if place.startswith(_NAMED_TREES):
        return place.count("/") >= 2
    # A module that tests share, or a conftest: it is no test of its own.
    folder, _, file = place.rpartition("/")
    return (
        folder in ("tests/visible", "tests/hidden")
        and file.endswith(".py")
        and not file.startswith("test_")
    )


def _lacks(exercise: Exercise) -> Iterator[str]:
    name = exercise.folder.name
    if exercise.kind == "predict":
        if not exercise.questions:
            yield f"{name}/exercise.toml: has no questions, which a predict exercise is made of"
    elif not exercise.tasks:
        yield f"{name}/exercise.toml: has no tasks"
    if exercise.questions and exercise.script is None and not _scripts_named(exercise):
        yield f"{name}/script.py: is missing: the questions are answered from its recording"
    if any(isinstance(task, ChecksTask | OwnTestTask) for task in exercise.tasks):
        for folder, there in (("wheats", exercise.wheats), ("chaffs", exercise.chaffs)):
            if not there:
                yield f"{name}/{folder}: is missing: checks are proved by at least one of them"
    for folder in ("starter", "solution"):
        wanted = [
            task for task in exercise.tasks if not isinstance(task, QuestionsTask | ReviewTask)
        ]
        if wanted and getattr(exercise, folder) is None:
            yield f"{name}/{folder}: is missing, and task {wanted[0].id} needs it"
    yield from _lacks_in_trees(exercise)


def _scripts_named(exercise: Exercise) -> bool:
    return all(
        task.script is not None for task in exercise.tasks if isinstance(task, QuestionsTask)
    ) and not (exercise.predictions or exercise.explanations)


def _lacks_in_trees(exercise: Exercise) -> Iterator[str]:
    name = exercise.folder.name
    solution = variant_files(exercise, SOLUTION) if exercise.solution is not None else {}
    starter = variant_files(exercise, STARTER) if exercise.starter is not None else {}
    for task in exercise.tasks:
        wanted: list[str] = []
        if isinstance(task, InstrumentTask):
            wanted = [task.file, task.run]
        elif isinstance(task, ApproachesTask):
            wanted = list(task.files)
        elif isinstance(task, OwnTestTask):
            wanted = [task.file]
        elif isinstance(task, MeasureTask):
            wanted = [*task.scripts, *([task.prepare] if task.prepare is not None else [])]
        for file in wanted:
            if exercise.solution is not None and file not in solution:
                yield f"{name}/solution/{file}: is missing, and task {task.id} names it"
        if (
            isinstance(task, QuestionsTask)
            and task.script is not None
            and task.script not in starter
        ):
            yield f"{name}/starter/{task.script}: is missing, and task {task.id} names it"
    for folder in (*exercise.wheats, *exercise.chaffs):
        place = folder.relative_to(exercise.folder).as_posix()
        if not _changes(folder, solution):
            yield f"{name}/{place}: is the same as the solution"


def _changes(folder: Path, solution: dict[str, Path]) -> bool:
    """Return whether the overlay has a file that the solution has not, or has otherwise."""
    for path in tree_files(folder):
        other = solution.get(path.relative_to(folder).as_posix())
        if other is None or other.read_bytes() != path.read_bytes():
            return True
    return False

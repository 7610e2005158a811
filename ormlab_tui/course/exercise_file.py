"""One exercise's folder, read from disk."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path

import msgspec

from ormlab_tui.course.fields import ExerciseId, LevelId, Name, Words
from ormlab_tui.course.files import as_form, check_tree, read_text, read_toml, tree_files
from ormlab_tui.course.model import CourseError, Exercise, ExerciseKind, Limits
from ormlab_tui.course.question import Question
from ormlab_tui.course.sound import Fault, exercise_faults
from ormlab_tui.course.task import ApproachesTask, ChecksTask, ReviewTask, Task

_HINTS = 9


class _ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: ExerciseId
    level: LevelId
    title: Words
    kind: ExerciseKind
    misconceptions: list[Name] = msgspec.field(default_factory=list)
    limits: Limits = msgspec.field(default_factory=Limits)
    questions: list[Question] = msgspec.field(default_factory=list)
    tasks: list[Task] = msgspec.field(default_factory=list)


def load_exercise(
    course: Path, name: str, levels: Set[str], beliefs: Set[str]
) -> tuple[Exercise | None, list[str]]:
    """Return the exercise in the course's folder `name` and what is wrong with it.

    It is None where something is. `levels` and `beliefs` are those that the course has.
    """
    folder = course / name
    try:
        toml = read_toml(course, f"{name}/exercise.toml")
        form = as_form(toml, _ExerciseFile)
    except CourseError as error:
        return None, [str(error)]
    faults = [
        toml.fault(field, sentence)
        for found in (
            _name_faults(form, levels, beliefs),
            exercise_faults(form.questions, form.tasks),
            _file_faults(folder, form),
        )
        for field, sentence in found
    ]
    try:
        exercise = _exercise(course, name, form)
    except CourseError as error:
        return None, [*faults, str(error)]
    return (None if faults else exercise), faults


def _exercise(course: Path, name: str, form: _ExerciseFile) -> Exercise:
    folder = course / name
    script = folder / "script.py"
    # A predict exercise is its script, so reading it says what is wrong where it is missing.
    if form.kind == "predict" or script.exists():
        read_text(course, f"{name}/script.py")
    return Exercise(
        id=form.id,
        level=form.level,
        title=form.title,
        kind=form.kind,
        folder=folder,
        brief=read_text(course, f"{name}/brief.md"),
        debrief=_text_if_there(course, f"{name}/debrief.md"),
        hints=tuple(_hints(course, name)),
        script=script if script.exists() else None,
        misconceptions=tuple(form.misconceptions),
        limits=form.limits,
        questions=tuple(form.questions),
        tasks=tuple(form.tasks),
        starter=_folder_if_there(course, f"{name}/starter"),
        solution=_folder_if_there(course, f"{name}/solution"),
        instrumented=_folder_if_there(course, f"{name}/instrumented"),
        wheats=_folders(course, f"{name}/wheats"),
        chaffs=_folders(course, f"{name}/chaffs"),
        visible_tests=_files(course, f"{name}/tests/visible"),
        hidden_tests=_files(course, f"{name}/tests/hidden"),
    )


def _name_faults(form: _ExerciseFile, levels: Set[str], beliefs: Set[str]) -> Iterator[Fault]:
    if form.level not in levels:
        yield "level", f"course.toml has no level {form.level} in its levels"
    named: list[Fault] = [("misconceptions", belief) for belief in form.misconceptions]
    for place, question in enumerate(form.questions):
        field = f"questions[{place}]"
        for index, choice in enumerate(question.choices):
            if choice.misconception is not None:
                named.append((f"{field}.choices[{index}].misconception", choice.misconception))
        for index, wrong in enumerate(question.wrong):
            named.append((f"{field}.wrong[{index}].misconception", wrong.misconception))
    for field, belief in named:
        if belief not in beliefs:
            yield field, f"{belief!r} is not in misconceptions.toml"


def _file_faults(folder: Path, form: _ExerciseFile) -> Iterator[Fault]:
    for place, task in enumerate(form.tasks):
        field = f"tasks[{place}]"
        needed: list[Fault] = []
        if isinstance(task, ChecksTask):
            needed = [
                (f"{field}.{name}", node.partition("::")[0])
                for name, nodes in (("tests", task.tests), ("fails", task.fails))
                for node in nodes
            ]
        elif isinstance(task, ApproachesTask):
            needed = [(f"{field}.probe", task.probe)]
        elif isinstance(task, ReviewTask):
            needed = [(f"{field}.diff", task.diff)]
        for where, path in needed:
            if not (folder / path).is_file():
                yield where, f"there is no file {path} in the exercise"


def _hints(course: Path, name: str) -> Iterator[str]:
    for number in range(1, _HINTS + 1):
        text = _text_if_there(course, f"{name}/hints/{number}.md")
        if not text:
            return
        yield text


def _text_if_there(course: Path, name: str) -> str:
    path = course / name
    return read_text(course, name) if path.exists() or path.is_symlink() else ""


def _folder_if_there(course: Path, name: str) -> Path | None:
    folder = course / name
    if not folder.is_dir():
        return None
    check_tree(course, name)
    return folder


def _folders(course: Path, name: str) -> tuple[Path, ...]:
    folder = _folder_if_there(course, name)
    if folder is None:
        return ()
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return tuple(
        found
        for each in names
        if not each.startswith((".", "__"))
        if (found := _folder_if_there(course, f"{name}/{each}")) is not None
    )


def _files(course: Path, name: str) -> tuple[Path, ...]:
    folder = _folder_if_there(course, name)
    return tuple(tree_files(folder)) if folder is not None else ()

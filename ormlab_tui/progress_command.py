"""`ormlab progress` and `ormlab reset`: what was done, and beginning an exercise again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ormlab_tui.unusable import UnusableError

if TYPE_CHECKING:
    from ormlab_tui.course.discover import Courses
    from ormlab_tui.course.model import Course, Exercise
    from ormlab_tui.progress.notebook import Progress
    from ormlab_tui.settings import Settings
    from ormlab_tui.workspace import Workspace

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _course_option(command: _Command) -> _Command:
    return click.option(
        "--course",
        "course_folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A course's folder, besides the courses that are there anyway.",
    )(command)


@click.command()
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print everything that is kept as JSON, for programs: the standing of each exercise "
    "and misconception, and every attempt with its predictions, hints, checks and explanations.",
)
@_course_option
def progress(as_json: bool, course_folder: Path | None) -> None:
    """Print what you have done: each exercise and misconception, and how you stand on it."""
    courses = _courses(course_folder)
    with _progress(_settings(), to_write=False) as kept:
        _print_progress(kept, courses, as_json)


@click.command()
@click.argument("exercise")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option(
    "--workspace",
    "workspaces",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with your workspaces. [default: as in the settings, or the data folder]",
)
@_course_option
def reset(exercise: str, yes: bool, workspaces: Path | None, course_folder: Path | None) -> None:
    """Begin EXERCISE, such as 2.1, again, after asking.

    It counts as new. Your attempts stay in the history, and your files are kept in a folder
    beside the new ones.
    """
    course, found = _exercise(_courses(course_folder), exercise)
    settings = _settings()
    if workspaces is None and settings.workspace is not None:
        workspaces = Path(settings.workspace)
    with _progress(settings, to_write=True) as kept:
        workspace = _workspace(course, found, workspaces)
        if not yes:
            _ask(found, workspace)
        _reset(kept, course, found, workspace)


def _print_progress(kept: Progress, courses: Courses, as_json: bool) -> None:
    from ormlab_tui.progress import ProgressError

    try:
        if as_json:
            import msgspec

            from ormlab_tui.progress.document import progress_document

            sys.stdout.buffer.write(msgspec.json.encode(progress_document(kept)) + b"\n")
            sys.stdout.flush()
        else:
            from ormlab_tui.progress.account import progress_account

            for line in progress_account(kept, courses):
                _print(line)
    except ProgressError as error:
        raise UnusableError(str(error)) from error


def _ask(exercise: Exercise, workspace: Workspace | None) -> None:
    question = f"Begin {exercise.id} {exercise.title} again"
    if workspace is not None:
        question += f", with the files in {workspace.folder} kept beside new ones"
    try:
        agreed = click.confirm(f"{question}?")
    except click.Abort:
        raise UnusableError("nothing was reset: answer y, or use --yes") from None
    if not agreed:
        raise UnusableError("nothing was reset")


def _reset(kept: Progress, course: Course, exercise: Exercise, workspace: Workspace | None) -> None:
    from ormlab_tui.workspace import WorkspaceError
    from ormlab_tui.workspace import reset as reset_workspace

    notices: tuple[str, ...] = ()
    try:
        # Before it counts as new: then nothing is half done if the files can't be renamed.
        if workspace is not None:
            notices = reset_workspace(workspace).notices
    except WorkspaceError as error:
        raise UnusableError(f"nothing was reset: {error}") from error
    kept.reset_exercise(course.id, exercise.id)
    for notice in notices:
        _print(notice)
    if kept.trouble is not None:
        raise UnusableError(f"{exercise.id} does not count as new yet: {kept.trouble}")
    _print(f"{exercise.id} {exercise.title} counts as new")


def _workspace(course: Course, exercise: Exercise, chosen: Path | None) -> Workspace | None:
    """Return the exercise's workspace if there is one."""
    from ormlab_tui.workspace import workspace_of, workspaces_root

    workspace = workspace_of(exercise, workspaces_root(course.id, chosen))
    return workspace if workspace.folder.exists() else None


def _courses(named: Path | None) -> Courses:
    from ormlab_tui.course.discover import discover_courses
    from ormlab_tui.course.model import CourseError

    try:
        courses = discover_courses(named)
    except CourseError as error:
        raise UnusableError(str(error)) from error
    for problem in courses.problems:
        _say(problem)
    return courses


def _exercise(courses: Courses, number: str) -> tuple[Course, Exercise]:
    """Return the first exercise of that number; the course that was named comes first."""
    from ormlab_tui.course.model import CourseError

    for course in courses.courses:
        for exercise in course.exercises:
            if exercise.id == number:
                return course, exercise
    if not courses.courses:
        raise UnusableError("there is no course")
    try:
        return courses.courses[0], courses.courses[0].exercise(number)
    except CourseError as error:
        raise UnusableError(str(error)) from error


def _settings() -> Settings:
    from ormlab_tui.settings import load_settings

    settings, notices = load_settings()
    for notice in notices:
        _say(notice)
    return settings


def _progress(settings: Settings, *, to_write: bool) -> Progress:
    from ormlab_tui.progress import ProgressError, open_progress

    try:
        kept, notice = open_progress(settings.database_url, required=True)
    except ProgressError as error:
        raise UnusableError(str(error)) from error
    if to_write and not kept.kept:
        kept.close()
        raise UnusableError(f"nothing was reset: {notice}")
    if notice is not None:
        _say(notice)
    return kept


def _say(sentence: str) -> None:
    from ormlab_tui.account import printable

    print(f"ormlab: {printable(sentence)}", file=sys.stderr)


def _print(line: str) -> None:
    from ormlab_tui.account import printable

    encoding = sys.stdout.encoding or "utf-8"
    # A terminal that can't show a character gets its escape.
    print(printable(line).encode(encoding, "backslashreplace").decode(encoding))

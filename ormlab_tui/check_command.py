"""`ormlab check EXERCISE`: an exercise's checks from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ormlab_tui.unusable import UnusableError

if TYPE_CHECKING:
    from ormlab_tui.course import Course, Exercise
    from ormlab_tui.course.task import ChecksTask, Task


@click.command()
@click.argument("exercise")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with your work. [default: the exercise's own, in ORMLab's data folder]",
)
@click.option("--task", "task_id", metavar="ID", help="Check this task alone, such as 2d.")
@click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A course's folder. [default: the course that comes with ORMLab]",
)
@click.option(
    "--sandbox",
    is_flag=True,
    help="Run the work, such as a stranger's submission, without network, and let it write into "
    "its own copy alone; it can still read your files. Linux, with bubblewrap.",
)
@click.pass_context
def check(
    context: click.Context,
    exercise: str,
    workspace: Path | None,
    task_id: str | None,
    course_folder: Path | None,
    sandbox: bool,
) -> None:
    """Run the checks of EXERCISE, such as 2.1, on your work and say what each came to.

    Your code runs with your own rights, on a copy of the folder; for somebody else's there is
    --sandbox. Exit status 0 if everything
    passes, 1 if something does not, 2 if nothing could be checked.
    """
    from ormlab_tui.checks import CheckError
    from ormlab_tui.course import CourseError, load_course
    from ormlab_tui.runner.errors import RunError
    from ormlab_tui.runner.sandbox import require_sandbox

    try:
        if sandbox:
            require_sandbox()
        course = load_course(course_folder)
        found = course.exercise(exercise)
        folder = workspace if workspace is not None else _own_workspace(course, found)
        if not folder.is_dir():
            raise CheckError(
                f"there is no workspace {folder}: open exercise {exercise} in the lab, which "
                f"makes it, or name the folder with --workspace"
            )
        tasks = [found.task(task_id)] if task_id is not None else list(found.tasks)
        if not tasks:
            _print([f"exercise {exercise} has no tasks to check: it is answered in the lab"])
        failed = 0
        for task in tasks:
            failed += not _checked(found, task, folder)
    except (CourseError, CheckError, RunError) as error:
        raise UnusableError(str(error)) from error
    if failed:
        context.exit(1)


def _own_workspace(course: Course, exercise: Exercise) -> Path:
    from ormlab_tui.settings import load_settings
    from ormlab_tui.workspace import workspaces_root

    chosen = load_settings().settings.workspace
    return workspaces_root(course.id, Path(chosen) if chosen else None) / exercise.id


def _checked(exercise: Exercise, task: Task, workspace: Path) -> bool:
    """Check one task, print what comes as it comes, and return whether it passed.

    Raises CheckError if it can't be checked.
    """
    from ormlab_tui.account import printable
    from ormlab_tui.check_account import (
        approach_line,
        instrument_lines,
        variant_line,
        verdict_line,
    )
    from ormlab_tui.checks import (
        FileApproach,
        VariantResult,
        grade_own_test,
        run_instrument,
        try_approaches,
    )
    from ormlab_tui.course.task import (
        ApproachesTask,
        ChecksTask,
        InstrumentTask,
        OwnTestTask,
    )

    title = printable(f"{task.id} {task.title}")
    if isinstance(task, ChecksTask):
        _print([title])
        return _tests_passed(exercise, task, workspace)
    if isinstance(task, OwnTestTask):
        _print([title])
        for graded in grade_own_test(exercise, task, workspace):
            if isinstance(graded, VariantResult):
                _print([variant_line(graded)])
            else:
                _print([verdict_line(graded)])
                return graded.passed
    if isinstance(task, ApproachesTask):
        _print([title])
        for tried in try_approaches(exercise, task, workspace):
            if isinstance(tried, FileApproach):
                _print([approach_line(tried)])
            else:
                _print([verdict_line(tried)])
                return tried.passed
    if isinstance(task, InstrumentTask):
        grade = run_instrument(exercise, task, workspace)
        _print([title, *instrument_lines(grade)])
        return grade.passed
    _print([f"{title}: answered in the lab"])
    return True


def _tests_passed(exercise: Exercise, task: ChecksTask, workspace: Path) -> bool:
    from ormlab_tui.check_account import end_line, result_lines, stage_lines
    from ormlab_tui.checks import CheckEnd, CheckMessage, StageProgress, TestResult, run_checks

    progress = StageProgress(task.stages)
    messages: list[CheckMessage] = []
    for message in run_checks(exercise, task, workspace):
        messages.append(message)
        progress.take(message)
        if isinstance(message, TestResult):
            _print(result_lines(message))
        elif isinstance(message, CheckEnd):
            _print(_summary(stage_lines(progress), end_line(message, messages)))
            return message.passed
    return False


def _summary(stages: Iterator[str], end: str) -> Iterator[str]:
    yield from stages
    yield end


def _print(lines: Iterable[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        # A terminal that can't show a character gets its escape.
        print(line.encode(encoding, "backslashreplace").decode(encoding), flush=True)

"""The command line for authors of courses: `ormlab author check` and `ormlab author new`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ormlab_tui.unusable import UnusableError

if TYPE_CHECKING:
    from ormlab_tui.course.model import ExerciseKind

#: Written out, because the command line starts without the course's schema.
KINDS = ("predict", "repair", "extend", "design", "measure", "review")


@click.group()
def author() -> None:
    """Prove a course, or begin a new exercise of one."""


@author.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--only", metavar="ID", help="Check one exercise, by its number such as 1.1.")
@click.pass_context
def check(context: click.Context, folder: Path, only: str | None) -> None:
    """Prove the course in DIR: that everything it claims is so.

    Its scripts are recorded and its tests run, with your own rights: check only a course that
    you would also run. One line for each problem; exit status 1 if there are any, 2 if the
    course can't be used.
    """
    from ormlab_tui.account import counted, printable
    from ormlab_tui.author.check import check_course
    from ormlab_tui.course.model import CourseError

    exercises = problems = 0
    try:
        for checked in check_course(folder, only):
            exercises += checked.what != "course"
            problems += len(checked.problems)
            for problem in checked.problems:
                print(printable(problem), flush=True)
            if sys.stderr.isatty():
                click.echo(f"{checked.what} checked", err=True)
    except CourseError as error:
        raise UnusableError(str(error)) from error
    if problems:
        print(f"{counted(problems, 'problem')} in {counted(exercises, 'exercise')}")
        context.exit(1)
    print(f"all right: {counted(exercises, 'exercise')}")


@author.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("exercise_id", metavar="ID")
@click.argument("title", metavar="TITLE")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="predict",
    show_default=True,
    help="What the learner does in it.",
)
def new(folder: Path, exercise_id: str, title: str, kind: ExerciseKind) -> None:
    """Lay the skeleton of an exercise into the course in DIR, which is begun if it is not there.

    Every place that says FILL IN is for you; `ormlab author check` names those that are left.
    """
    from ormlab_tui.author.new_exercise import new_exercise
    from ormlab_tui.course.model import CourseError

    try:
        laid = new_exercise(folder, exercise_id, title, kind)
    except CourseError as error:
        raise UnusableError(str(error)) from error
    print(
        f"{laid} is laid: fill it in, then run 'ormlab author check {folder} --only {exercise_id}'"
    )

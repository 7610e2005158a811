"""The command line for authors of courses: `ormlab author check` and `ormlab author new`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ormlab_tui.account import counted, printable


class UnusableError(click.ClickException):
    """The course can't be used; exit status 2."""

    exit_code = 2


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

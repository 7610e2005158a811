"""The command line. Whatever a command needs is imported when that command runs."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

import click

from ormlab_tui import __version__
from ormlab_tui.runner.limits import Limits
from ormlab_tui.script_command import ScriptCommand
from ormlab_tui.unusable import UnusableError

if TYPE_CHECKING:
    from ormlab_tui.lab.start import Start
    from ormlab_tui.recording import Opened, Recording

_RIGHTS = (
    "The script runs with your own rights: record only what you would also run, or use --sandbox."
)
_OWN_ARGUMENTS = (
    "Options of ORMLab may stand before or after SCRIPT; what follows -- is the script's alone."
)
_Command = TypeVar("_Command", bound=Callable[..., Any])
_defaults = Limits()


def main() -> NoReturn:
    """Run the command that the process was given and exit with its status.

    Every error is one line on standard error and status 2.
    """
    status: object = 0
    try:
        status = commands.main(prog_name="ormlab", standalone_mode=False)
    except click.ClickException as error:
        message = " ".join(error.format_message().split())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            message = f"{message.rstrip('.')} (see {error.ctx.command_path} --help)"
        _say(message)
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    sys.exit(status if isinstance(status, int) else 0)


def _limit_options(command: _Command) -> _Command:
    for option in (
        click.option(
            "--max-output",
            type=click.IntRange(1, 1024),
            metavar="MIB",
            default=_defaults.max_output,
            show_default=True,
            help="End the run when it has printed more MiB.",
        ),
        click.option(
            "--max-memory",
            type=click.IntRange(1),
            metavar="MIB",
            default=_defaults.max_memory,
            show_default=True,
            help="End the run when its processes use more MiB of memory.",
        ),
        click.option(
            "--max-seconds",
            type=click.FloatRange(0, min_open=True),
            metavar="S",
            callback=_refuse_nan,
            default=_defaults.max_seconds,
            show_default=True,
            help="End the run after so many seconds.",
        ),
        click.option(
            "--max-steps",
            type=click.IntRange(1),
            metavar="N",
            default=_defaults.max_steps,
            show_default=True,
            help="End the run after so many steps.",
        ),
    ):
        command = option(command)
    return command


def _sandbox_option(command: _Command) -> _Command:
    option = click.option(
        "--sandbox",
        is_flag=True,
        help="Run it without network, and let it write into a temporary folder alone; it can "
        "still read your files. Linux, with bubblewrap.",
    )
    return option(command)


def _refuse_nan(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if math.isnan(value):
        raise click.BadParameter("'nan' is no number of seconds.")
    return value


def _course_options(command: _Command) -> _Command:
    for option in (
        click.option(
            "--workspace",
            "workspaces",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="The folder for what you write. [default: in your data folder]",
        ),
        click.option(
            "--course",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="A folder with a course, listed before the others.",
        ),
    ):
        command = option(command)
    return command


class _Commands(click.Group):
    """A group some of whose commands are imported when they are asked for."""

    _elsewhere: ClassVar[dict[str, str]] = {
        "author": "author_command",
        "check": "check_command",
        "doctor": "doctor_command",
        "progress": "progress_command",
        "reset": "progress_command",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *self._elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, imported now if need be."""
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"ormlab_tui.{self._elsewhere[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="ormlab %(version)s")
@_course_options
@click.pass_context
def commands(context: click.Context, course: Path | None, workspaces: Path | None) -> None:
    """A lab that records a SQLAlchemy script and lets you walk through it, both ways.

    Without a command: the lab's course list.
    """
    if context.invoked_subcommand is None:
        from ormlab_tui.lab.start import CourseStart

        _open_lab(CourseStart(), course, workspaces)
    elif course is not None or workspaces is not None:
        raise click.UsageError("--course and --workspace are given after the command")


@commands.command(
    cls=ScriptCommand,
    help=f"Run SCRIPT and record it, without the lab.\n\n{_RIGHTS}\n\n{_OWN_ARGUMENTS}\n\n"
    "While it runs, the recording grows in FILE.partial, which can be opened as well, should "
    "the recording be killed. Ctrl+C ends the run and keeps what was recorded.",
)
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("arguments", nargs=-1, metavar="[ARG]...", type=click.UNPROCESSED)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to record into. [default: SCRIPT's name with .ormrec, in this folder]",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the recording as JSON; into a file as well only with -o.",
)
@_limit_options
@_sandbox_option
@click.option(
    "--database", metavar="URL", help="Record against this database instead of the script's own."
)
def record(
    script: Path,
    arguments: tuple[str, ...],
    output: Path | None,
    as_json: bool,
    database: str | None,
    max_steps: int,
    max_seconds: float,
    max_memory: int,
    max_output: int,
    sandbox: bool,
) -> None:
    from ormlab_tui.record_script import record_script
    from ormlab_tui.runner.errors import RunError

    if database is not None:
        _check_database(database)
    if sandbox:
        _require_sandbox()
    if output is None and not as_json:
        output = Path(script.name).with_suffix(".ormrec")
    limits = Limits(max_steps, max_seconds, max_memory, max_output)
    try:
        recorded = record_script(script, arguments, limits, database, output, keep=as_json)
    except RunError as error:
        raise UnusableError(str(error)) from error
    if recorded.recording is not None:
        _print_json(_document(recorded.recording))
    if output is not None or recorded.outcome.kind == "cancelled":
        from ormlab_tui.account import counted, outcome_words

        place = "" if output is None else f" into {output}"
        steps = counted(recorded.steps, "step")
        _say(f"recorded {steps}{place}: {outcome_words(recorded.outcome)}")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--step", type=int, metavar="N", help="Print the world after step N instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
def show(file: Path, step: int | None, as_json: bool) -> None:
    """Print the recording in FILE: its steps, what happened in each, and the outcome.

    Opening a recording runs nothing.
    """
    recording = _opened(file)
    if step is not None and not 0 <= step <= recording.last:
        there = f"0 to {recording.last}" if recording.steps else "none"
        raise UnusableError(f"{file} has no step {step}: its steps are {there}")
    if as_json:
        _print_json(_document(recording, step))
    else:
        from ormlab_tui.account import recording_account, world_account

        lines = recording_account(recording) if step is None else world_account(recording, step)
        _print_lines(lines)


@commands.command(
    cls=ScriptCommand,
    help="Record a script and step through it in the lab, or step through a recording.\n\n"
    f"{_RIGHTS} Opening a recording runs nothing.\n\n{_OWN_ARGUMENTS}",
)
@click.argument("script", metavar="SCRIPT_OR_RECORDING", type=click.Path(path_type=Path))
@click.argument("arguments", nargs=-1, metavar="[ARG]...", type=click.UNPROCESSED)
@_limit_options
@_sandbox_option
def step(
    script: Path,
    arguments: tuple[str, ...],
    max_steps: int,
    max_seconds: float,
    max_memory: int,
    max_output: int,
    sandbox: bool,
) -> None:
    from ormlab_tui.lab.start import RecordingStart, ScriptStart

    if _is_recording(script):
        if arguments:
            raise UnusableError(f"{script} is a recording: it takes no arguments")
        _open_lab(RecordingStart(script))
    else:
        _check_script(script)
        if sandbox:
            _require_sandbox()
        limits = Limits(max_steps, max_seconds, max_memory, max_output)
        _open_lab(ScriptStart(script, arguments, limits))


@commands.command("open")
@click.argument("exercise")
@_course_options
def open_exercise(exercise: str, course: Path | None, workspaces: Path | None) -> None:
    """Open an exercise of the course in the lab, by its number such as 1.1.

    Recording and checking run the exercise's code, and yours, with your own rights.
    """
    from ormlab_tui.course.discover import discover_courses
    from ormlab_tui.course.model import CourseError
    from ormlab_tui.lab.start import ExerciseStart

    try:
        courses = discover_courses(course).courses
        if not any(each.id == exercise for one in courses for each in one.exercises):
            for one in courses[:1]:
                one.exercise(exercise)
            raise UnusableError(f"there is no exercise {exercise}")
    except CourseError as error:
        raise UnusableError(str(error)) from error
    _open_lab(ExerciseStart(exercise), course, workspaces)


def _open_lab(start: Start, course: Path | None = None, workspaces: Path | None = None) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnusableError(
            "the lab needs a terminal: without one, use 'ormlab record' and 'ormlab show'"
        )
    from ormlab_tui.lab.app import open_lab

    open_lab(start, course, workspaces)


def _check_script(script: Path) -> None:
    from ormlab_tui.runner.errors import RunError
    from ormlab_tui.runner.script import check_script

    try:
        check_script(script)
    except RunError as error:
        raise UnusableError(str(error)) from error


def _require_sandbox() -> None:
    from ormlab_tui.runner.errors import RunError
    from ormlab_tui.runner.sandbox import require_sandbox

    try:
        require_sandbox()
    except RunError as error:
        raise UnusableError(str(error)) from error


def _check_database(url: str) -> None:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(url)
    except (ArgumentError, ValueError):
        # The URL may hold a password, so it is not repeated.
        raise UnusableError(
            "--database is given something that is no database URL: write it like "
            "sqlite:///file.db or postgresql://user@host/name"
        ) from None


def _is_recording(path: Path) -> bool:
    """Return whether the file is to be opened as a recording, going by its content.

    Raises UnusableError for a file that is called one and is none.
    """
    from ormlab_tui.recording.magic import MAGIC

    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                return True
    except (OSError, ValueError):
        return False
    if path.suffix == ".ormrec":
        _opened(path)
    return False


def _opened(path: Path) -> Recording:
    from ormlab_tui.recording import RecordingError, open_recording

    try:
        opened: Opened = open_recording(path)
    except RecordingError as error:
        raise UnusableError(str(error)) from error
    if opened.notice is not None:
        _say(opened.notice)
    return opened.recording


def _document(recording: Recording, step: int | None = None) -> dict[str, Any]:
    from ormlab_tui.recording.document import recording_document, world_document

    return recording_document(recording) if step is None else world_document(recording, step)


def _say(sentence: str) -> None:
    from ormlab_tui.printable import printable

    print(f"ormlab: {printable(sentence)}", file=sys.stderr)


def _print_json(document: dict[str, Any]) -> None:
    import msgspec

    _print_bytes([msgspec.json.encode(document) + b"\n"])


def _print_lines(lines: Iterable[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    # A terminal that can't show a character gets its escape.
    _print_bytes(f"{line}\n".encode(encoding, "backslashreplace") for line in lines)


def _print_bytes(lines: Iterable[bytes]) -> None:
    try:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` does; click would call it a failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

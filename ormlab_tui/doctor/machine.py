"""The versions of everything, the terminal, and whether a script can be recorded here."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from ormlab_tui import __version__
from ormlab_tui.doctor.model import Finding
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run, record
from ormlab_tui.runner.sandbox import why_no_sandbox

#: What the versions of each must be; the first number is the first that is too new.
_NEEDED = {
    "textual": ((8, 2), (9,), "8.2 to 8.x"),
    "sqlalchemy": ((2, 0, 30), (2, 2), "2.0.30 to 2.1.x"),
}
_DRIVERS = ("aiosqlite", "psycopg", "psycopg2", "asyncpg", "pymysql", "mysqlclient", "oracledb")
_LEAST_COLUMNS, _LEAST_LINES = 80, 24
#: Terminals that take no text for the clipboard from a program, as they call themselves.
_NO_CLIPBOARD = ("Apple_Terminal",)


def versions() -> Iterator[Finding]:
    """Yield the versions of ORMLab, of Python, and of what it runs with."""
    yield Finding("versions", "ormlab", __version__)
    yield Finding("versions", "python", f"{platform.python_version()}, {sys.executable}")
    for name, (least, beyond, words) in _NEEDED.items():
        version = _version(name)
        if version is not None and least <= _numbers(version) < beyond:
            yield Finding("versions", name, version)
        else:
            advice = f"install {name} {words}, as 'pip install ormlab' does"
            yield Finding("versions", name, version or "not installed", "wrong", advice)
    drivers = [f"{name} {version}" for name in _DRIVERS if (version := _version(name))]
    sqlite = f"sqlite3 (SQLite {sqlite3.sqlite_version})"
    yield Finding("versions", "drivers", ", ".join([sqlite, *drivers]))


def terminal(environment: Mapping[str, str], is_terminal: bool) -> Iterator[Finding]:
    """Yield what is known of the terminal; nobody is asked, since an answer may never come."""
    if not is_terminal:
        words = "none: input or output is no terminal, so the lab would not open here"
        yield Finding("terminal", "terminal", words, "note")
        return
    term = environment.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        advice = "set TERM to what your terminal is, such as xterm-256color"
        yield Finding("terminal", "TERM", term or "not set", "wrong", advice)
    else:
        yield Finding("terminal", "TERM", term)
    size = shutil.get_terminal_size()
    words = f"{size.columns}x{size.lines}"
    if size.columns < _LEAST_COLUMNS or size.lines < _LEAST_LINES:
        advice = f"make the window at least {_LEAST_COLUMNS}x{_LEAST_LINES}"
        yield Finding("terminal", "size", words, "wrong", advice)
    else:
        yield Finding("terminal", "size", words)
    yield _colours(environment, term)
    encoding = sys.stdout.encoding or "none"
    if re.sub("[-_]", "", encoding.lower()) == "utf8":
        yield Finding("terminal", "encoding", encoding)
    else:
        advice = "set LANG to a UTF-8 locale, such as C.UTF-8"
        yield Finding("terminal", "encoding", encoding, "wrong", advice)
    yield _clipboard(environment)


def _colours(environment: Mapping[str, str], term: str) -> Finding:
    if environment.get("NO_COLOR"):
        return Finding("terminal", "colours", "none, as NO_COLOR asks", "note")
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Finding("terminal", "colours", "16 million")
    if "256color" in term or "direct" in term:
        return Finding("terminal", "colours", "256")
    words = "perhaps 16: neither TERM nor COLORTERM says that there are more"
    return Finding("terminal", "colours", words, "note")


def _clipboard(environment: Mapping[str, str]) -> Finding:
    program = environment.get("TERM_PROGRAM", "")
    if program in _NO_CLIPBOARD:
        words = f"not in {program}: save a pane with Y instead of copying it"
    elif environment.get("TMUX"):
        words = "in tmux only with 'set -g set-clipboard on'"
    elif environment.get("STY"):
        words = "not through GNU screen: save a pane with Y instead of copying it"
    else:
        words = "may work; where it does not, Y saves a pane as a file"
    return Finding("terminal", "clipboard (OSC 52)", words, "note")


def recording() -> Iterator[Finding]:
    """Yield whether a script can be recorded, by recording one, and whether in a sandbox."""
    tracer = "monitoring" if hasattr(sys, "monitoring") else "settrace"
    try:
        with tempfile.TemporaryDirectory(prefix="ormlab-doctor-") as folder:
            script = Path(folder) / "script.py"
            script.write_text("one = 1\nimport sqlalchemy\n")
            made = record(Run(script, limits=Limits(max_seconds=30), cwd=Path(folder)))
    except (OSError, RunError) as error:
        advice = f"{error}; see that the temporary folder has room and may be written"
        yield Finding("recording", "tracer", tracer, "wrong", advice)
    else:
        outcome = made.outcome.kind if made.outcome is not None else "nothing"
        if (outcome, len(made.steps)) == ("finished", 2):
            yield Finding("recording", "tracer", f"{made.header.tracer}, a script was recorded")
        else:
            advice = f"a script of two statements gave {len(made.steps)} steps and {outcome}"
            yield Finding("recording", "tracer", tracer, "wrong", advice)
    why = why_no_sandbox()
    if why is None:
        yield Finding("recording", "sandbox", "bubblewrap confines what it is to")
    else:
        yield Finding("recording", "sandbox", f"--sandbox would refuse: {why}", "note")


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def is_terminal() -> bool:
    """Return whether the lab would find a terminal here."""
    return all(os.isatty(number) for number in (0, 1))

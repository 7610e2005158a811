"""The messages that a recording is made of, in the order in which they are written.

A recording is a `Header`, then `SourceFile`, `Libraries`, `Database`, `Step` and `Caught`
messages as the run brings them, and at last one `End`. A recording without an `End` was cut
off.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Event

FORMAT = "ormlab-recording"
VERSION = 1

OutcomeKind = Literal[
    "finished",
    "exception",
    "exit",
    "syntax-error",
    "step-limit",
    "time-limit",
    "memory-limit",
    "output-limit",
    "crashed",
    "cancelled",
]


class Script(msgspec.Struct, frozen=True):
    """The recorded script: its file name, the hash of its bytes, and its source text."""

    name: str
    sha256: str
    source: str


class Header(msgspec.Struct, frozen=True, tag="header", array_like=True):
    """The first message. `tracer` is ``monitoring`` or ``settrace``."""

    format: str
    version: int
    script: Script
    python: str
    tracer: str


class SourceFile(msgspec.Struct, frozen=True, tag="source", array_like=True):
    """A module beside the script, stepped as well; `name` is relative to the script's folder."""

    name: str
    source: str


class Libraries(msgspec.Struct, frozen=True, tag="libraries", array_like=True):
    """The version of SQLAlchemy, known once the script has imported it."""

    sqlalchemy: str


class Database(msgspec.Struct, frozen=True):
    """A database that the script connected to; the URL never carries a password."""

    connection_url: str
    dialect: str
    driver: str
    server_version: str | None


class DatabaseSeen(msgspec.Struct, frozen=True, tag="database", array_like=True):
    """The script made its first connection to a database."""

    database: Database


class Step(msgspec.Struct, frozen=True, gc=False, tag="step", array_like=True):
    """One executed statement, what happened in it, and what it changed.

    `lines` is the whole statement, first and last line. The world after the step is the
    world at the moment when the next one began.
    """

    index: int
    file: str
    lines: tuple[int, int]
    function: str
    depth: int
    thread: str
    task: str | None
    events: list[Event]
    changes: list[Change]


class Caught(msgspec.Struct, frozen=True, tag="caught", array_like=True):
    """An exception noted earlier was taken by a handler: event `event` of step `step`."""

    step: int
    event: int


class Outcome(msgspec.Struct, frozen=True):
    """How the run ended. `exit_code` is -N for signal N, None where there was none to have."""

    kind: OutcomeKind
    exit_code: int | None = None
    message: str | None = None


class End(msgspec.Struct, frozen=True, tag="end", array_like=True):
    """The last message: the outcome and everything that was printed."""

    outcome: Outcome
    stdout: str
    stderr: str


Message: TypeAlias = Header | SourceFile | Libraries | DatabaseSeen | Step | Caught | End

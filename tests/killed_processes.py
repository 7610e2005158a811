"""Processes that save files, settings and notes as the lab does, started as a script.

``kill FOLDER KILLS SEED``: one after another, each killed at some moment.
``together FOLDER LINES``: two at once on one workspace.

Prints, as JSON, what each said: what it had saved, and what it was told at its start.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import alembic.command  # noqa: F401 (so that each process needn't)
import tomlkit  # noqa: F401

from ormlab_tui.course.model import Exercise, Limits
from ormlab_tui.progress import open_progress, opening  # noqa: F401
from ormlab_tui.settings import change_settings, load_settings
from ormlab_tui.workspace import Conflict, lay, read, save

Work = Callable[[Path, str, TextIO], None]


def exercise(folder: Path) -> Exercise:
    """Return an exercise whose starter is in the folder."""
    starter = folder / "course" / "starter"
    if not starter.exists():
        starter.mkdir(parents=True)
        (starter / "app.py").write_text("# begin here\n")
    return Exercise(
        id="2.1",
        level="2",
        title="Double",
        kind="repair",
        folder=folder / "course",
        brief="",
        debrief="",
        hints=(),
        script=None,
        misconceptions=(),
        limits=Limits(),
        starter=starter,
        visible_tests=(),
    )


def work(folder: Path, name: str, speech: TextIO) -> None:
    """Save text after text, notes and settings; say each thing when it is saved."""
    laid = lay(exercise(folder), folder / "workspaces")
    loaded, (progress, notice) = load_settings(), open_progress()
    for told in (*laid.notices, *loaded.notices, *filter(None, [notice])):
        print(json.dumps(["told", told]), file=speech)
    attempt = progress.begin_attempt("course", name)
    seen = read(laid.workspace, "app.py").digest
    for number in range(10_000):
        text = f"# {name} {number}\n" + f"x = {number}\n" * 5000
        saved = save(laid.workspace, "app.py", text, seen)
        assert not isinstance(saved, Conflict)
        seen = saved.digest
        print(json.dumps(["file", text[: text.index("\n")]]), file=speech)
        change_settings({"theme": f"{name} {number}"})
        print(json.dumps(["settings", f"{name} {number}"]), file=speech)
        progress.note_explanation(attempt, "why", f"{name} {number}")
        assert progress.trouble is None
        print(json.dumps(["note", f"{name} {number}"]), file=speech)


def add_lines(folder: Path, name: str, speech: TextIO, lines: int) -> None:
    """Add line after line to one file, as two labs do that are told of each other's changes."""
    workspace = lay(exercise(folder), folder / "workspaces").workspace
    there = read(workspace, "app.py")
    text, seen = there.text, there.digest
    for number in range(lines):
        text += f"# {name} {number}\n"
        saved = save(workspace, "app.py", text, seen)
        if isinstance(saved, Conflict):
            print(json.dumps(["kept", saved.kept.name]), file=speech)
            there = read(workspace, "app.py")
            text, seen = there.text, there.digest
        else:
            seen = saved.digest


def started(act: Callable[[TextIO], None]) -> tuple[int, int]:
    """Start a process, and return its id and the descriptor that it speaks through."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    status = 1
    try:
        with os.fdopen(theirs, "w", buffering=1) as speech:
            act(speech)
        status = 0
    finally:
        os._exit(status)


def heard(ours: int, lines: int | None = None) -> bytes:
    """Return what a process says until there are so many lines, or to its end."""
    said = b""
    while lines is None or said.count(b"\n") < lines:
        select.select([ours], [], [])
        piece = os.read(ours, 65536)
        if not piece:
            break
        said += piece
    return said


def main() -> None:
    """Do what the arguments say."""
    what, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    said: list[bytes] = []
    if what == "kill":
        moments = random.Random(sys.argv[4])
        for number in range(count):
            name = f"w{number}"
            child, ours = started(lambda speech, name=name: work(folder, name, speech))  # type: ignore[misc]
            part = heard(ours, moments.randrange(1, 7))
            time.sleep(moments.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            assert os.waitpid(child, 0)[1] == signal.SIGKILL
            said.append(part + heard(ours))
            os.close(ours)
    else:
        lay(exercise(folder), folder / "workspaces")
        both = [
            started(lambda speech, name=name: add_lines(folder, name, speech, count))  # type: ignore[misc]
            for name in ("one", "two")
        ]
        for child, ours in both:
            said.append(heard(ours))
            assert os.waitpid(child, 0)[1] == 0
    print(json.dumps([[json.loads(line) for line in each.splitlines()] for each in said]))


if __name__ == "__main__":
    main()

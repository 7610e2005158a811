"""Programs put together out of odd parts, run plain and recorded: what must hold for any."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ormlab_tui.recording import Recording, read_recording, world_at
from ormlab_tui.recording.changes import KINDS, Key, Value
from ormlab_tui.recording.document import recording_document, world_document
from ormlab_tui.recording.events import Event, State
from ormlab_tui.recording.framing import decode, frame
from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.recording.messages import Step
from ormlab_tui.runner.run import Run, add_payload

from .running import broken_rules

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="some parts are Linux's alone")

ROOT = Path(__file__).parents[2]
BEGINNING = """
import gc, os, sys, threading
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase): pass

class Thing(Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    def __repr__(self):
        global asked
        asked += 1
        return f"Thing({self.name})"

asked = 0
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
"""
#: Each can stand anywhere, and says something of what it found.
PARTS = {
    "add": "session.add(Thing(name='one')); session.flush()",
    "commit": "session.add(Thing(name='kept'))\nsession.commit()",
    "change": "for thing in session.scalars(select(Thing)):\n    thing.name = 'changed'",
    "roll back": "session.add(Thing(name='lost'))\nsession.flush()\nsession.rollback()",
    "count": "print(len(session.scalars(select(Thing)).all()), len(session.identity_map))",
    "fail": (
        "session.commit()\ntry:\n    session.add(Thing(id=1)); session.add(Thing(id=1))\n"
        "    session.flush()\nexcept Exception as error:\n    print(type(error).__name__)\n"
        "    session.rollback()"
    ),
    "delete": (
        "found = session.scalars(select(Thing)).first()\nif found is not None:\n"
        "    session.delete(found)\n    session.flush()\nfound = None"
    ),
    "expunge": "session.expunge_all()\nprint(len(session.identity_map))",
    "collect": "gc.collect()\nprint(len(session.identity_map))",
    "another session": (
        "with Session(engine) as other:\n"
        "    print(other.scalar(text('SELECT count(*) FROM things')))"
    ),
    "savepoint": (
        "with session.begin_nested() as nested:\n    session.add(Thing(name='nested'))\n"
        "    nested.rollback()"
    ),
    "close": "session.close()",
    "calls": (
        "def outer(n):\n    def inner(m):\n        return m * 2\n    return inner(n) + 1\n"
        "print(outer(20), [outer(n) for n in range(3)])"
    ),
    "generator": (
        "def counted():\n    try:\n        yield 1\n        yield 2\n"
        "    finally:\n        print('closed')\n"
        "some = counted()\nprint(next(some))\nsome.close()"
    ),
    "raise": (
        "def fails(n):\n    if n == 0: raise KeyError('deep')\n    fails(n - 1)\n"
        "try: fails(5)\nexcept KeyError as error: print(error)\nfinally: print('finally')"
    ),
    "recursion": (
        "def dive(): return dive()\ntry: dive()\nexcept RecursionError: print('too deep')"
        if hasattr(sys, "monitoring")
        else "print('shallow')"
    ),
    "thread": (
        "def work():\n    for n in range(3): seen.append(n)\nseen = []\n"
        "thread = threading.Thread(target=work)\nthread.start(); thread.join()\nprint(seen)"
    ),
    "fork": (
        "sys.stdout.flush()\nchild = os.fork()\nif child == 0:\n    os.write(1, b'child\\n')\n"
        "    os._exit(0)\nprint(os.waitpid(child, 0)[1])"
    ),
    "write": "sys.stdout.flush()\nos.write(1, b'\\xff\\x1b[2J\\n')",
    "stderr": "print('\\u202e\\x07', file=sys.stderr)",
    "trace": (
        "sys.settrace(lambda *a: None)\n(lambda: 1)()\nsys.settrace(None)\nprint(sys.gettrace())"
    ),
    "builtins": (
        "import builtins\nkept = builtins.len\nbuiltins.len = lambda x: 7\n"
        "print(len([]))\nbuiltins.len = kept"
    ),
    "liar": (
        "class Liar:\n    def __repr__(self): raise SystemExit(3)\n"
        "    def __getattr__(self, name): print('asked', name)\n"
        "    def __eq__(self, other): print('compared')\n    __hash__ = None\n"
        "liar = Liar()\nliars = [liar, {'a': liar}]"
    ),
    "asked": "print(asked)",
    "cycle": "ring = []\nring.append(ring)\nring = {'ring': ring}",
    "exec": "exec(compile('a = 1\\nb = a', 'nowhere.py', 'exec'), {})",
    "huge": "huge = 'x' * 5_000_000\nprint(len(huge))",
    "match": "match [1, [2]]:\n    case [a, [b]] if b: print(a, b)\n    case _: pass",
}


class Ending(NamedTuple):
    """How a program ends: its last statement, and what the recording must say."""

    source: str
    kind: str
    exit_code: int


ENDINGS = [
    Ending("print('end')", "finished", 0),
    Ending("raise ValueError('uncaught')", "exception", 1),
    Ending("sys.exit(4)", "exit", 4),
    Ending("sys.stdout.flush(); os._exit(5)", "exit", 5),
    Ending("sys.stdout.flush(); os.kill(os.getpid(), 11)", "crashed", -11),
]
PROGRAMS = st.tuples(
    st.lists(st.sampled_from(sorted(PARTS)), min_size=5, max_size=15), st.sampled_from(ENDINGS)
)


@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=12,
    # Each example is two processes: what is found is small enough as it is.
    phases=[phase for phase in settings.default.phases if phase.name != "shrink"],  # type: ignore[union-attr]
    suppress_health_check=list(HealthCheck),
)
@given(PROGRAMS)
def test_a_program_of_odd_parts_is_recorded_truly(program: tuple[list[str], Ending]) -> None:
    parts, ending = program
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.py"
        script.write_text("\n".join([dedent(BEGINNING), *(PARTS[each] for each in parts)]))
        with script.open("a") as file:
            file.write(f"\n{ending.source}\n")
        plain = subprocess.run(
            [sys.executable, str(script)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            check=False,
        )
        run = Run(script, cwd=Path(folder), environment={"PYTHONPATH": str(ROOT)})
        payloads = list(run)
    recording: Recording | None = None
    for payload in payloads:
        recording = add_payload(recording, payload)
    assert recording is not None
    assert recording.end is not None
    assert recording.outcome is not None

    assert recording.end.stdout == plain.stdout.decode("utf-8", "replace")
    assert recording.outcome.exit_code == plain.returncode == ending.exit_code
    assert recording.outcome.kind == ending.kind
    assert list(broken_rules(recording)) == []
    check_depths(recording)
    check_worlds(recording, payloads)
    check_round_trip(recording, payloads)


def check_depths(recording: Recording) -> None:
    """See that a step is at most one call deeper than the one before it in its thread."""
    depths: dict[str, int] = {}
    for step in recording.steps:
        assert 0 <= step.depth <= depths.get(step.thread, -1) + 1, step
        depths[step.thread] = step.depth


def check_worlds(recording: Recording, payloads: list[bytes]) -> None:
    """See that the world after each step is the changes up to there, and that events fit it."""
    steps = [each for each in map(decode, payloads) if isinstance(each, Step)]
    assert [step.index for step in steps] == list(range(len(recording.steps)))
    replayed: dict[Key, Value] = {}
    known: set[Key] = set()
    for step in steps:
        for change in step.changes:
            key = change.key()
            value = change.apply(replayed.get(key))
            if value is None:
                replayed.pop(key, None)
            else:
                replayed[key] = value
                known.add(key)
        found = {key: value for kind in KINDS for key, value in recording.alive(step.index, kind)}
        assert found == replayed, step.index
        for event in step.events:
            if isinstance(event, State) and event.from_state is None:
                # It may be gone again before the step ends, and then no world has it.
                known.add(("object", event.object))
            assert entities_of(event) <= known, (step.index, event)


def entities_of(event: Event) -> set[Key]:
    """Return the keys of the objects and sessions that an event names."""
    found: set[Key] = set()
    token = getattr(event, "object", None)
    if token is not None:
        found.add(("object", token))
    session = getattr(event, "session", None)
    if session is not None:
        found.add(("session", str(session)))
    connection = getattr(event, "connection", 1)
    assert connection >= 1
    return found


def check_round_trip(recording: Recording, payloads: list[bytes]) -> None:
    """See that a file of the recording says the same, and that its documents are JSON."""
    opened = read_recording(MAGIC + b"".join(map(frame, payloads)), "made")
    assert opened.notice is None
    document: Any = recording_document(recording)
    assert recording_document(opened.recording) == document
    assert msgspec.json.decode(msgspec.json.encode(document)) == msgspec.to_builtins(document)
    for step in {0, recording.last // 2, recording.last}:
        assert world_at(opened.recording, step) == world_at(recording, step)
        msgspec.json.encode(world_document(recording, step))

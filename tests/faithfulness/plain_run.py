"""Run scripts as plain Python would, and write down what SQLAlchemy did: no ORMLab in it.

    python plain_run.py

Each line of standard input is a JSON list: a working folder, a file for the notes, a script and
its arguments. Each script runs in a fork, so that SQLAlchemy is imported once; the answer is
``done``.

Each line of the notes is one JSON list, in the order of the run: ``["sql", statement, parameters,
executemany]``, ``["begin"]`` and the like, and at the end of the script one ``["identity maps",
[[key, ...], ...]]`` of the sessions that are alive, oldest first. The statements are taken where
the dialect hands them to the driver, behind every listener of the script. The file is opened
anew for each line, because a script may close every descriptor or leave at any moment.
"""

from __future__ import annotations

import gc
import importlib.machinery
import json
import os
import sys
import types
from typing import Any


def note(path: str, *entry: object) -> None:
    """Append one line to the notes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(descriptor, (json.dumps(entry) + "\n").encode())
    os.close(descriptor)


def plain(value: Any) -> Any:
    """Return a parameter as JSON has it; of any other type only ``{"other": its class}``."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return {"other": type(value).__name__}


def listen(path: str) -> None:
    """Install listeners on the Engine class that only write notes."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    def one(cursor: Any, statement: str, parameters: Any, context: Any) -> None:
        note(path, "sql", statement, plain(parameters), False)

    def none(cursor: Any, statement: str, context: Any) -> None:
        note(path, "sql", statement, [], False)

    def many(cursor: Any, statement: str, parameters: Any, context: Any) -> None:
        note(path, "sql", statement, plain(parameters), True)

    event.listen(Engine, "do_execute", one)
    event.listen(Engine, "do_execute_no_params", none)
    event.listen(Engine, "do_executemany", many)
    event.listen(Engine, "begin", lambda connection: note(path, "begin"))
    event.listen(Engine, "commit", lambda connection: note(path, "commit"))
    event.listen(Engine, "rollback", lambda connection: note(path, "rollback"))
    event.listen(Engine, "savepoint", lambda connection, name: note(path, "savepoint"))

    def released(connection: Any, name: Any, context: Any) -> None:
        note(path, "release-savepoint")

    def rolled_back(connection: Any, name: Any, context: Any) -> None:
        note(path, "rollback-to-savepoint")

    event.listen(Engine, "release_savepoint", released)
    event.listen(Engine, "rollback_savepoint", rolled_back)


def note_identity_maps(path: str) -> None:
    """Write down the keys in every live session's identity map, without touching an object."""
    from sqlalchemy.orm.session import _sessions

    maps = []
    for number in sorted(_sessions.keys()):
        session = _sessions.get(number)
        if session is not None:
            keys = session.identity_map.keys()
            maps.append(sorted([[k[0].__name__, plain(k[1]), k[2]] for k in keys], key=repr))
    note(path, "identity maps", maps)


def run(path: str, script: str) -> None:
    """Run the script as `__main__`, and write down its identity maps when it ends."""
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    with open(script, "rb") as stream:
        source = stream.read()
    module = types.ModuleType("__main__")
    module.__file__ = script
    module.__loader__ = importlib.machinery.SourceFileLoader("__main__", script)
    module.__dict__["__builtins__"] = __builtins__
    # Held here to the end, as Python itself holds the module that a script is.
    sys.modules["__main__"] = module
    try:
        exec(compile(source, script, "exec"), module.__dict__)
    finally:
        note_identity_maps(path)


def become(work: str, arguments: list[str]) -> None:
    """Make this fork look like a process that was started for the script."""
    os.chdir(work)
    sys.argv[:] = arguments
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        descriptor = os.open(os.devnull, mode)
        os.dup2(descriptor, number)
        os.close(descriptor)
    # What the buffer holds are the orders that follow.
    sys.stdin = open(0)  # noqa: SIM115


def main() -> None:
    """Run each script that standard input names, one after the other."""
    # What every script imports anyway.
    import sqlalchemy.orm  # noqa: F401

    while line := sys.stdin.readline():
        work, path, *arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            become(work, arguments)
            # As in the recordings that these runs are compared with.
            gc.disable()
            listen(path)
            run(path, arguments[0])
            return
        os.waitpid(child, 0)
        print("done", flush=True)


if __name__ == "__main__":
    main()

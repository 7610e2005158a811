"""The sandbox: no network, nothing written but temporary files, and an outcome that is true."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from ormlab_tui.recording import Recording
from ormlab_tui.runner import sandbox
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run, record

Confined = Callable[..., Recording]


@cache
def why_not() -> str | None:
    """Return why there can be no sandbox here."""
    return sandbox.why_no_sandbox()


@pytest.fixture
def confined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Confined:
    """Return what records a script's text in the sandbox."""
    if (why := why_not()) is not None:
        pytest.skip(why)
    monkeypatch.setattr(sandbox, "_bubblewrap", shutil.which("bwrap"))

    def recorded(source: str, limits: Limits | None = None) -> Recording:
        script = tmp_path / "script.py"
        script.write_text(dedent(source))
        return record(Run(script, [], limits, cwd=tmp_path))

    return recorded


def printed(recording: Recording) -> str:
    assert recording.end is not None
    assert recording.end.outcome.kind == "finished", recording.end
    return recording.end.stdout


def test_nothing_is_written_but_temporary_files_which_are_gone_with_it(
    confined: Confined, tmp_path: Path
) -> None:
    places = [str(tmp_path), str(Path.home()), "/", "/tmp", "/dev", "/proc/self"]
    said = printed(
        confined(
            f"""
            import os, tempfile
            for place in {places!r}:
                try:
                    open(place + "/ormlab-written", "w")
                except OSError:
                    print("refused")
            own = tempfile.gettempdir()
            with open(own + "/ormlab-written", "w") as file:
                file.write("kept while it runs")
            print(open(own + "/ormlab-written").read())
            print(own)
            """
        )
    ).splitlines()
    assert said[:-1] == ["refused"] * len(places) + ["kept while it runs"]
    assert not Path(said[-1]).exists()


def test_no_server_and_no_local_service_is_reached(confined: Confined) -> None:
    said = printed(
        confined(
            """
            import socket
            for act in (
                lambda: socket.create_connection(("192.0.2.1", 80), 5),
                lambda: socket.getaddrinfo("example.org", 80),
                lambda: socket.socket(socket.AF_UNIX),
                lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
            ):
                try:
                    act()
                except OSError:
                    print("refused")
            # What asyncio and a server of its own need is left to it.
            socket.socketpair()
            here = socket.create_server(("127.0.0.1", 0))
            socket.create_connection(here.getsockname())
            """
        )
    )
    assert said.split() == ["refused"] * 4


def test_the_environment_holds_none_of_the_users_secrets(
    confined: Confined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORMLAB_DATABASE_URL", "postgresql://me:sesame@host/db")
    monkeypatch.setenv("API_TOKEN", "sesame")
    assert "sesame" not in printed(confined("import os\nprint(dict(os.environ))"))


def test_everything_is_recorded_as_without_it(confined: Confined) -> None:
    source = """
        from sqlalchemy import create_engine, text
        with create_engine("sqlite://").connect() as connection:
            print(connection.scalar(text("SELECT 42")))
        """
    recording = confined(source)
    assert printed(recording) == "42\n"
    assert [
        event.statement
        for step in recording.steps
        for event in step.events
        if hasattr(event, "statement")
    ] == ["SELECT 42"]


@pytest.mark.parametrize(
    ("ending", "kind", "code"),
    [
        ("sys.exit(139)", "exit", 139),
        ("os._exit(139)", "exit", 139),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed", -11),
        ("os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)", "crashed", -9),
        ("time.sleep(60)", "time-limit", None),
        ("held = bytearray(400 * 2**20); time.sleep(60)", "memory-limit", None),
        ("print('x' * 3 * 2**20, flush=True); time.sleep(60)", "output-limit", None),
    ],
)
def test_the_outcome_is_the_scripts_own_and_the_limits_hold(
    confined: Confined, ending: str, kind: str, code: int | None
) -> None:
    seconds = 3 if kind == "time-limit" else 50
    limits = Limits(max_seconds=seconds, max_memory=200, max_output=1)
    recording = confined(f"import os, signal, sys, time\n{ending}", limits)
    assert recording.end is not None
    assert (recording.end.outcome.kind, recording.end.outcome.exit_code) == (kind, code)
    assert recording.steps


def test_no_process_outlives_it(confined: Confined, tmp_path: Path) -> None:
    waiting = tmp_path / "waited-for"
    os.mkfifo(waiting)
    # Whoever holds the other end of a pipe is heard to end.
    reader = os.open(waiting, os.O_RDONLY | os.O_NONBLOCK)
    printed(
        confined(
            f"""
            import os, time
            held = os.open({str(waiting)!r}, os.O_WRONLY)
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(300)
                os._exit(0)
            os.wait()
            """
        )
    )
    os.set_blocking(reader, True)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_the_command_line_confines(confined: Confined, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("open('beside.txt', 'w')\n")
    command = [sys.executable, "-m", "ormlab_tui", "record", "--sandbox", "--json", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    outcome = json.loads(done.stdout)["outcome"]
    assert outcome["message"] == "OSError: [Errno 30] Read-only file system: 'beside.txt'"
    assert not (tmp_path / "beside.txt").exists()


@pytest.mark.parametrize("command", [["record", "x.py"], ["check", "2.1"]])
def test_where_there_is_none_it_is_refused_and_nothing_runs(
    command: list[str], tmp_path: Path
) -> None:
    (tmp_path / "x.py").write_text("open('ran', 'w')\n")
    done = subprocess.run(
        [sys.executable, "-m", "ormlab_tui", command[0], "--sandbox", *command[1:]],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("ormlab: --sandbox can't be kept: it needs bubblewrap")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x.py"]


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("echo 'bwrap: No permissions to create a new namespace.' >&2; exit 1", "No permissions"),
        # It runs the command as it is: everything after the options.
        ('while [ "$1" != -- ]; do shift; done; shift; exec "$@"', "was not confined"),
    ],
)
def test_a_tool_that_does_not_confine_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, said: str
) -> None:
    fake = tmp_path / "bwrap"
    fake.write_text(f"#!/bin/sh\n{tool}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sandbox, "_bubblewrap", None)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RunError, match=said):
        sandbox.require_sandbox()
    assert sandbox._bubblewrap is None

"""`ormlab record`: what it prints, which file it makes, and how it ends."""

from __future__ import annotations

import fcntl
import json
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from ormlab_tui.recording import RecordingError, open_recording

from .conftest import COMMAND, SCRIPT, Ormlab, Recorded, environment, run_ormlab, sentence


@pytest.fixture(scope="session")
def document(recorded: Recorded) -> Any:
    return json.loads(recorded.ran.stdout)


def test_the_json_document_is_all_that_is_printed(recorded: Recorded, document: Any) -> None:
    assert recorded.ran.stdout.count("\n") == 1
    count = len(document["steps"])
    assert recorded.ran.stderr == f"ormlab: recorded {count} steps into made.ormrec: finished\n"
    assert recorded.ran.returncode == 0


def test_the_document_has_what_the_script_was_and_did(document: Any) -> None:
    assert (document["format"], document["version"]) == ("ormlab-recording", 1)
    assert document["script"]["name"] == "script.py"
    assert document["script"]["source"] == SCRIPT
    (database,) = document["environment"]["databases"]
    assert (database["connection_url"], database["dialect"]) == ("sqlite://", "sqlite")
    assert document["outcome"] == {"kind": "finished", "exit_code": 0, "message": None}
    assert document["stderr"] == "to stderr\n"
    types = {event["type"] for step in document["steps"] for event in step["events"]}
    assert {"sql", "begin", "commit", "flush", "state", "session", "output"} <= types


def test_options_after_the_script_are_ormlabs_and_after_dashes_the_scripts(document: Any) -> None:
    assert document["stdout"] == "ada one --two --max-steps 1\n"


def test_the_file_is_private_and_the_partial_one_gone(recorded: Recorded) -> None:
    assert stat.S_IMODE(recorded.file.stat().st_mode) == 0o600
    assert sorted(path.name for path in recorded.file.parent.iterdir()) == [
        "made.ormrec",
        "script.py",
    ]


def test_the_file_and_the_printed_document_are_alike(recorded: Recorded) -> None:
    shown = run_ormlab(recorded.file.parent, "show", recorded.file, "--json")
    assert (shown.stdout, shown.stderr) == (recorded.ran.stdout, "")


def test_without_options_the_file_is_named_after_the_script_and_lies_here(
    ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "tiny.py").write_text("print('hello')\n")
    ran = ormlab("record", "beside/tiny.py")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "ormlab: recorded 1 step into tiny.ormrec: finished\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["beside", "tiny.ormrec"]


@pytest.mark.parametrize(
    ("source", "kind", "exit_code", "message"),
    [
        ("raise ValueError('no')", "exception", 1, "ValueError: no"),
        ("import sys\nsys.exit(7)", "exit", 7, None),
        ("if", "syntax-error", 1, "SyntaxError: invalid syntax"),
    ],
)
def test_whatever_the_script_does_a_recording_is_a_success(
    source: str, kind: str, exit_code: int, message: str | None, ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(source)
    ran = ormlab("record", "--json", "script.py")
    assert (ran.returncode, ran.stderr) == (0, "")
    outcome = json.loads(ran.stdout)["outcome"]
    assert outcome == {"kind": kind, "exit_code": exit_code, "message": message}
    assert [path.name for path in tmp_path.iterdir()] == ["script.py"]


_WAIT = "import time\ntime.sleep(600)\n"


@pytest.mark.parametrize(
    ("source", "option", "kind"),
    [
        ("a = 1\nb = 2\nc = 3\n", "--max-steps=2", "step-limit"),
        ("a = 1\nprint('x' * (2 << 20), flush=True)\n" + _WAIT, "--max-output=1", "output-limit"),
        ("a = 1\nheld = bytearray(400 << 20)\n" + _WAIT, "--max-memory=200", "memory-limit"),
    ],
)
def test_a_limit_ends_the_run_and_keeps_what_there_is(
    source: str, option: str, kind: str, ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(source)
    ran = ormlab("record", "script.py", "--json", option)
    assert (ran.returncode, ran.stderr) == (0, "")
    document = json.loads(ran.stdout)
    assert document["outcome"]["kind"] == kind
    assert document["steps"][0]["lines"] == [1, 1]


def test_the_limit_of_seconds_is_kept_even_before_the_script_begins(
    ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(_WAIT)
    ran = ormlab("record", "script.py", "--max-seconds", "0.001")
    # Whether its process was ready by then is the machine's affair.
    assert ran.returncode in (0, 2)
    assert "0.001" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_another_database_takes_the_place_of_the_scripts_own(
    ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text(
        "from sqlalchemy import create_engine, text\n"
        "with create_engine('sqlite://').begin() as connection:\n"
        "    connection.execute(text('CREATE TABLE t (x)'))\n"
    )
    ran = ormlab("record", "script.py", "--json", "--database", "sqlite:///other.db")
    assert ran.returncode == 0, ran.stderr
    (database,) = json.loads(ran.stdout)["environment"]["databases"]
    assert database["connection_url"] == "sqlite:///other.db"
    assert (tmp_path / "other.db").stat().st_size


def test_ctrl_c_ends_the_run_and_keeps_what_was_recorded(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("import sys\nnumber = 1\nsys.stdin.read()\n")
    partial = tmp_path / "script.ormrec.partial"
    with subprocess.Popen(
        [*COMMAND, "record", "script.py"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        _wait_for_step(partial, 1)
        assert stat.S_IMODE(partial.stat().st_mode) == 0o600
        shown = run_ormlab(tmp_path, "show", partial)
        process.send_signal(signal.SIGINT)
        # Before its input ends, and with that the script.
        process.wait()
        stdout, stderr = process.communicate()
    assert shown.returncode == 0
    assert "number = 1" in shown.stdout
    assert "is cut off: it is shown up to its last whole step" in shown.stderr
    assert (process.returncode, stdout) == (0, "")
    assert "into script.ormrec: cancelled" in stderr
    assert len(stderr.splitlines()) == 1
    opened = open_recording(tmp_path / "script.ormrec")
    assert opened.notice is None
    assert opened.recording.outcome is not None
    assert opened.recording.outcome.kind == "cancelled"
    assert not partial.exists()


def _wait_for_step(file: Path, step: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if open_recording(file).recording.last >= step:
                return
        except RecordingError:
            pass
        time.sleep(0.01)
    raise AssertionError(f"step {step} was not written within a minute")


def test_two_recordings_into_one_file_at_once_are_refused(ormlab: Ormlab, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("a = 1\n")
    with (tmp_path / "script.ormrec.partial").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        refused = ormlab("record", "script.py")
    assert "is being written by another ormlab: wait, or use -o" in sentence(refused)
    # What a killed one left is written over.
    assert ormlab("record", "script.py").returncode == 0
    assert not (tmp_path / "script.ormrec.partial").exists()


def test_an_older_recording_is_written_over_and_nothing_else(
    ormlab: Ormlab, tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text("a = 1\n")
    (tmp_path / "notes.txt").write_text("not to be lost")
    assert "exists and is no recording" in sentence(ormlab("record", "-onotes.txt", "script.py"))
    assert (tmp_path / "notes.txt").read_text() == "not to be lost"
    for _ in range(2):
        assert ormlab("record", "script.py", "-o", "made").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "notes.txt", "script.py"]

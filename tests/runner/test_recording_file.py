"""Recording files while they are written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ormlab_tui.recording import open_recording
from ormlab_tui.recording.framing import HEAD_SIZE, encode
from ormlab_tui.recording.messages import (
    FORMAT,
    VERSION,
    End,
    Header,
    Message,
    Outcome,
    Script,
    Step,
)
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.recording_file import RecordingFile


def payload(message: Message) -> bytes:
    return encode(message)[HEAD_SIZE:]


HEADER = payload(Header(FORMAT, VERSION, Script("script.py", "0" * 64, "x"), "3.13", "none"))
STEP = payload(Step(0, "script.py", (1, 1), "<module>", 0, "MainThread", None, [], []))
END = payload(End(Outcome("finished", 0), "", ""))


@pytest.fixture
def script(tmp_path: Path) -> Path:
    script = tmp_path / "script.py"
    script.write_text("x")
    return script


def test_what_was_written_so_far_can_be_opened_by_others(tmp_path: Path, script: Path) -> None:
    target = tmp_path / "script.ormrec"
    file = RecordingFile(target, script)
    file.write([HEADER, STEP])
    opened = open_recording(file.partial)
    assert opened.recording.last == 0
    assert opened.notice is not None and "cut off" in opened.notice
    assert not target.exists()


def test_the_finished_file_takes_the_place_of_the_old_one(tmp_path: Path, script: Path) -> None:
    target = tmp_path / "script.ormrec"
    for steps in ([], [STEP]):
        file = RecordingFile(target, script)
        file.write([HEADER, *steps, END])
        file.finish()
        opened = open_recording(target)
        assert opened.notice is None
        assert len(opened.recording.steps) == len(steps)
        assert not file.partial.exists()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_partial_file_of_a_killed_process_is_written_over(tmp_path: Path, script: Path) -> None:
    target = tmp_path / "script.ormrec"
    (tmp_path / "script.ormrec.partial").write_bytes(b"left over" * 1000)
    file = RecordingFile(target, script)
    file.write([HEADER, END])
    file.finish()
    assert open_recording(target).notice is None


def test_two_recordings_at_once_do_not_mix(tmp_path: Path, script: Path) -> None:
    target = tmp_path / "script.ormrec"
    file = RecordingFile(target, script)
    file.write([HEADER])
    with pytest.raises(RunError, match="being written by another ormlab"):
        RecordingFile(target, script)
    file.write([END])
    file.finish()
    assert open_recording(target).notice is None


def test_a_link_is_followed_and_kept(tmp_path: Path, script: Path) -> None:
    real, link = tmp_path / "real.ormrec", tmp_path / "link.ormrec"
    link.symlink_to(real)
    file = RecordingFile(link, script)
    file.write([HEADER, END])
    file.finish()
    assert link.is_symlink()
    assert open_recording(real).notice is None


def test_a_target_that_can_not_be_a_recording_is_refused(tmp_path: Path, script: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not to be lost")
    for target, reason in [
        (tmp_path, "is a folder"),
        (tmp_path / "missing" / "x.ormrec", "there is no folder"),
        (script, "is the script itself"),
        (notes, "is no recording"),
        (Path("/dev/null"), "is not a regular file"),
    ]:
        with pytest.raises(RunError, match=reason):
            RecordingFile(target, script)
    assert notes.read_text() == "not to be lost"
    assert script.read_text() == "x"


def test_a_discarded_recording_leaves_nothing(tmp_path: Path, script: Path) -> None:
    RecordingFile(tmp_path / "script.ormrec", script).discard()
    assert list(tmp_path.iterdir()) == [script]

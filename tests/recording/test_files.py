"""Recording files: read by another process, torn, damaged, of another version, or none at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ormlab_tui.recording import RecordingError, open_recording, read_recording
from ormlab_tui.recording.framing import encode, frame
from ormlab_tui.recording.magic import MAGIC

from .making import file_of, finished, header, step


def test_a_file_is_read_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "made.ormrec"
    path.write_bytes(file_of(header(), step(0), step(1), finished()))
    program = (
        "import sys, pathlib\n"
        "from ormlab_tui.recording import open_recording\n"
        "opened = open_recording(pathlib.Path(sys.argv[1]))\n"
        "print(len(opened.recording.steps), opened.recording.outcome.kind, opened.notice)\n"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert printed.stdout == "2 finished None\n"


def test_a_file_cut_anywhere_opens_up_to_its_last_whole_step() -> None:
    head = file_of(header())
    first, second = encode(step(0)), encode(step(1))
    data = head + first + second + encode(finished())
    for size in range(len(head), len(data)):
        opened = read_recording(data[:size], "torn")
        whole = (size >= len(head) + len(first)) + (size >= len(head) + len(first) + len(second))
        assert len(opened.recording.steps) == whole
        assert opened.notice is not None
        assert "cut off" in opened.notice
    assert read_recording(data, "whole").notice is None


def test_a_file_cut_in_its_header_is_refused() -> None:
    data = file_of(header())
    for size in range(len(MAGIC), len(data)):
        with pytest.raises(RecordingError, match="cut off before its header"):
            read_recording(data[:size], "torn")


def test_a_damaged_byte_ends_what_is_shown() -> None:
    data = bytearray(file_of(header(), step(0), step(1), finished()))
    data[-40] ^= 0x10
    opened = read_recording(bytes(data), "damaged")
    assert len(opened.recording.steps) < 3
    assert opened.notice is not None
    assert "damaged" in opened.notice


@pytest.mark.parametrize("data", [b"", b"print('hello')\n", b"\x93ORM", b"SQLite format 3\0"])
def test_what_is_no_recording_is_refused_in_one_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.ormrec"
    path.write_bytes(data)
    with pytest.raises(RecordingError) as refused:
        open_recording(path)
    assert str(refused.value) == (
        f"{path} is not an ormlab recording: make one with 'ormlab record SCRIPT'"
    )


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="can't be read"):
        open_recording(tmp_path / "missing.ormrec")
    with pytest.raises(RecordingError, match="is a folder"):
        open_recording(tmp_path)


def test_another_version_says_what_to_do() -> None:
    with pytest.raises(RecordingError, match=r"version 99.*record the script again"):
        read_recording(file_of(header(version=99), step(0)), "later")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc0",
        b"\x92\xa4step\x01",
        b"\x99\xa4step\xa1x" + b"\xc0" * 7,
        b"\xdf\xff\xff\xff\xff",
        b"\x91" * 20_000,
    ],
    ids=["empty", "nil", "short", "wrong types", "a map of four thousand million", "nested deeply"],
)
def test_what_does_not_decode_ends_what_is_shown(payload: bytes) -> None:
    data = file_of(header(), step(0)) + frame(payload) + encode(step(1))
    opened = read_recording(data, "odd")
    assert len(opened.recording.steps) == 1
    assert opened.notice is not None
    assert "damaged" in opened.notice


def test_steps_out_of_order_end_what_is_shown() -> None:
    opened = read_recording(file_of(header(), step(0), step(2), finished()), "mixed")
    assert len(opened.recording.steps) == 1
    assert opened.notice is not None


def test_a_second_header_ends_what_is_shown() -> None:
    opened = read_recording(file_of(header(), step(0), header(), step(1)), "twice")
    assert len(opened.recording.steps) == 1
    assert opened.notice is not None

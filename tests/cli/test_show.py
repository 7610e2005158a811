"""`ormlab show`: a recording printed for people and for programs, whole or cut off."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from .conftest import Ormlab, Recorded, run_ormlab, sentence


def test_steps_and_outcome_are_printed_for_people(ormlab: Ormlab, recorded: Recorded) -> None:
    ran = ormlab("show", recorded.file)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "session.commit()" in ran.stdout
    assert "INSERT INTO users (name) VALUES (?)" in ran.stdout
    assert "finished" in ran.stdout


def test_the_world_after_a_step_is_printed(ormlab: Ormlab, recorded: Recorded) -> None:
    last = json.loads(recorded.ran.stdout)["steps"][-1]["index"]
    ran = ormlab("show", recorded.file, "--step", last, "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    world = json.loads(ran.stdout)
    assert set(world) == {"step", "objects", "sessions", "frames", "tables"}
    (user,) = world["objects"]
    assert (user["object"], user["identity_key"]) == ("User#1", ["User", [1], None])
    (table,) = world["tables"]
    assert table["committed"] == [[1, "ada"]]
    words = ormlab("show", recorded.file, "--step", last)
    assert (words.returncode, words.stderr) == (0, "")
    assert "User#1" in words.stdout


def test_a_step_that_is_not_there_is_refused(ormlab: Ormlab, recorded: Recorded) -> None:
    last = len(json.loads(recorded.ran.stdout)["steps"]) - 1
    for step in (last + 1, -1):
        said = sentence(ormlab("show", recorded.file, "--step", step))
        assert said == f"{recorded.file} has no step {step}: its steps are 0 to {last}"


def test_a_truncated_recording_is_shown_to_its_last_whole_step(
    ormlab: Ormlab, recorded: Recorded, tmp_path: Path
) -> None:
    whole = json.loads(recorded.ran.stdout)
    cut = tmp_path / "cut.ormrec"
    cut.write_bytes(recorded.file.read_bytes()[:-1])
    ran = ormlab("show", cut, "--json")
    last = len(whole["steps"]) - 1
    notice = f"{cut} is cut off: it is shown up to its last whole step, step {last}"
    assert (ran.returncode, ran.stderr) == (0, f"ormlab: {notice}\n")
    document = json.loads(ran.stdout)
    assert document["steps"] == whole["steps"]
    assert document["outcome"]["message"] == "the recording was cut off before its end"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not an ormlab recording"),
        (b"print('a script')\n", "is not an ormlab recording"),
        (bytes(range(256)) * 9, "is not an ormlab recording"),
        (None, "is cut off before its header: record the script again"),
    ],
    ids=["empty", "script", "binary", "only its beginning"],
)
def test_what_is_no_recording_is_refused(
    content: bytes | None, words: str, ormlab: Ormlab, recorded: Recorded, tmp_path: Path
) -> None:
    file = tmp_path / "some.ormrec"
    file.write_bytes(recorded.file.read_bytes()[:40] if content is None else content)
    assert words in sentence(ormlab("show", file))


def test_output_that_nobody_reads_is_no_error(recorded: Recorded) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ran = run_ormlab(
            recorded.file.parent,
            "show",
            recorded.file,
            capture_output=False,
            stdout=writer,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, "")

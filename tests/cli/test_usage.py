"""What can't be used gets one sentence and status 2; help says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui import __version__
from ormlab_tui.runner.limits import Limits

from .conftest import Ormlab, Recorded, sentence


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with files of which some can't be used."""
    (tmp_path / "script.py").write_text("a = 1\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.py").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "fake.ormrec").write_text("no recording")
    return tmp_path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("record missing.py", "missing.py does not exist: check the name of the script"),
        ("record folder", "folder is a folder: name a Python script in it"),
        ("record binary.py", "binary.py is a binary file: name a Python script"),
        ("record", "Missing argument 'SCRIPT' (see ormlab record --help)"),
        ("record --fast script.py", "--fast"),
        ("record script.py -o folder", "folder is a folder: name a file to record into"),
        ("record script.py -o no/x", "no/x can't be written: there is no folder no"),
        (
            "record script.py -o script.py",
            "script.py is the script itself: name another file to record into",
        ),
        ("record script.py --max-steps 0", "'--max-steps': 0 is not in the range x>=1"),
        ("record script.py --max-steps few", "'--max-steps': 'few' is not a valid integer"),
        ("record script.py --max-seconds 0", "'--max-seconds': 0.0 is not in the range x>0"),
        ("record script.py --max-seconds nan", "'--max-seconds': 'nan' is no number of seconds"),
        ("record script.py --max-memory -1", "'--max-memory': -1 is not in the range x>=1"),
        ("record script.py --max-output 2000", "'--max-output': 2000 is not in the range"),
        ("record script.py --database users", "--database is given something that is no database"),
        ("record --database", "Option '--database' requires an argument"),
        ("show", "Missing argument 'FILE'"),
        ("show missing.ormrec", "missing.ormrec can't be read: No such file or directory"),
        ("show folder", "folder is a folder: name a recording file"),
        ("show script.py --step one", "'--step': 'one' is not a valid integer"),
        ("step missing.py", "missing.py does not exist: check the name of the script"),
        ("step folder", "folder is a folder: name a Python script in it"),
        ("step binary.py", "binary.py is a binary file: name a Python script"),
        ("step fake.ormrec", "fake.ormrec is not an ormlab recording"),
        ("step script.py --max-steps 0", "'--max-steps': 0 is not in the range x>=1"),
        ("open", "Missing argument 'EXERCISE' (see ormlab open --help)"),
        ("open 9.9", "there is no exercise 9.9: the course has 1.1"),
        ("open 1.1 --course missing", "missing"),
        ("open 1.1", "the lab needs a terminal: without one, use 'ormlab record'"),
        ("step script.py", "the lab needs a terminal: without one, use 'ormlab record'"),
        ("", "the lab needs a terminal: without one, use 'ormlab record' and 'ormlab show'"),
        ("walk", "No such command 'walk' (see ormlab --help)"),
        ("--course folder record script.py", "--course and --workspace are given after"),
    ],
)
def test_what_can_not_be_used_gets_one_sentence(
    line: str, said: str, ormlab: Ormlab, files: Path
) -> None:
    before = sorted(files.rglob("*"))
    assert said in sentence(ormlab(*line.split()))
    assert sorted(files.rglob("*")) == before


def test_a_recording_is_no_script(ormlab: Ormlab, recorded: Recorded) -> None:
    with_arguments = ormlab("step", recorded.file, "one")
    assert sentence(with_arguments) == f"{recorded.file} is a recording: it takes no arguments"
    assert "the lab needs a terminal" in sentence(ormlab("step", recorded.file))


@pytest.mark.parametrize("command", ["record", "step"])
def test_help_shows_the_limits_and_their_defaults(command: str, ormlab: Ormlab) -> None:
    ran = ormlab(command, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    words = " ".join(ran.stdout.split())
    limits = Limits()
    for option in ("steps N", "seconds S", "memory MIB", "output MIB"):
        _, _, described = words.partition(f"--max-{option} ")
        default = getattr(limits, f"max_{option.split()[0]}")
        described, _, _ = described.partition(" --")
        assert f"[default: {default};" in described
    assert "The script runs with your own rights" in words


def test_help_lists_the_commands(ormlab: Ormlab) -> None:
    ran = ormlab("--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    _, _, commands = ran.stdout.partition("Commands:\n")
    assert {"open", "record", "show", "step"} <= {line.split()[0] for line in commands.splitlines()}


def test_version_is_that_of_the_package(ormlab: Ormlab) -> None:
    assert ormlab("--version").stdout == f"ormlab {__version__}\n"

"""`ormlab progress` and `ormlab reset`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ormlab_tui.course import load_course
from ormlab_tui.progress import open_progress
from ormlab_tui.progress_command import progress, reset
from ormlab_tui.workspace import lay, workspaces_root

COURSE = load_course()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep everything in a folder of the test's."""
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)


@pytest.fixture
def worked() -> None:
    """The learner has done 1.1, with a wrong answer, and begun 2.1."""
    with open_progress().progress as kept:
        attempt = kept.begin_attempt(COURSE.id, "1.1")
        kept.note_prediction(attempt, "price", "100\x85", "certain")
        belief = "query-makes-objects"
        kept.note_verdict(attempt, "price", False, "999", belief, [belief])
        kept.finish_attempt(attempt, "done")
        kept.begin_attempt(COURSE.id, "2.1")
        kept.begin_attempt("gone\x1b[31m", "7")


def run_progress(*arguments: str) -> Result:
    return CliRunner().invoke(progress, arguments)


def run_reset(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(reset, arguments, input=answer)


def line_of(result: Result, part: str) -> str:
    [line] = [line.strip() for line in result.stdout.splitlines() if part in line]
    return line


def test_at_first_everything_is_new() -> None:
    result = run_progress()
    assert result.exit_code == 0 and result.stderr == ""
    for exercise in COURSE.exercises:
        assert line_of(result, exercise.title).endswith("new")
    assert result.stdout.count("not met yet") == len(COURSE.misconceptions)


@pytest.mark.usefixtures("worked")
def test_what_was_done_is_printed() -> None:
    result = run_progress()
    assert line_of(result, "The Invisible Link").startswith("✓ 1.1")
    assert "1 attempt, comes back on 2" in line_of(result, "The Invisible Link")
    assert line_of(result, "The Haunted Return").startswith("› 2.1")
    assert "0 right, 1 wrong (1 of them with confidence)" in result.stdout
    assert line_of(result, "not here") == "gone\\x1b[31m (a course that is not here)"


@pytest.mark.usefixtures("worked")
def test_everything_is_exported_as_json() -> None:
    document = json.loads(run_progress("--json").stdout_bytes)
    assert (document["format"], document["version"]) == ("ormlab-progress", 1)
    states = {each["exercise"]: each["state"] for each in document["exercises"]}
    assert states == {"1.1": "done", "2.1": "begun", "7": "begun"}
    [belief] = document["misconceptions"]
    assert belief["wrong_and_sure"] == 1 and belief["held"]
    first = document["attempts"][0]
    assert first["predictions"][0]["given"] == "100\x85"
    assert first["predictions"][0]["verdict"]["fact"] == "999"
    assert first["finished"].endswith("Z")


def test_progress_that_cannot_be_had_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORMLAB_DATABASE_URL", "nosuch://me:hunter2@host/x")
    for result in (run_progress(), run_progress("--json"), run_reset("1.1", "--yes")):
        assert result.exit_code == 2
        assert "SQLAlchemy knows no nosuch" in result.stderr and "hunter2" not in result.stderr


@pytest.mark.usefixtures("worked")
def test_a_damaged_file_is_told_and_the_rest_printed(tmp_path: Path) -> None:
    (tmp_path / "data" / "progress.sqlite").write_bytes(b"")
    result = run_progress()
    assert result.exit_code == 0
    assert "progress.sqlite is empty: it was renamed progress-damaged-" in result.stderr
    assert line_of(result, "The Invisible Link").endswith("new")


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("asked", [True, False])
def test_a_reset_exercise_is_new_and_its_files_are_kept(tmp_path: Path, asked: bool) -> None:
    laid = lay(COURSE.exercise("2.1"), workspaces_root(COURSE.id, tmp_path / "orm"))
    file = laid.workspace.folder / "haunted.py"
    original = file.read_text()
    file.write_text("mine\n")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(f"workspace = '{tmp_path / 'orm'}'\n")
    result = run_reset("2.1", answer="y\n") if asked else run_reset("2.1", "--yes")
    assert result.exit_code == 0
    assert ("Begin 2.1 The Haunted Return again" in result.stdout) is asked
    assert "2.1 The Haunted Return counts as new" in result.stdout
    assert file.read_text() == original
    [old] = laid.workspace.folder.parent.glob("2.1.before-*")
    assert (old / "haunted.py").read_text() == "mine\n"
    assert line_of(run_progress(), "The Haunted Return").endswith("new")


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("answer", ["n\n", ""])
def test_without_agreement_nothing_is_reset(answer: str) -> None:
    result = run_reset("2.1", answer=answer)
    assert result.exit_code == 2 and "nothing was reset" in result.stderr
    assert "begun" in line_of(run_progress(), "The Haunted Return")


def test_an_exercise_that_is_not_there_is_refused() -> None:
    result = run_reset("7.7", "--yes")
    assert result.exit_code == 2 and "there is no exercise 7.7: the course has 1.1" in result.stderr

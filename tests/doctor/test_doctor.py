"""The doctor finds what is wrong, changes nothing, and shows no password."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from ormlab_tui.doctor import machine
from ormlab_tui.doctor.machine import recording, terminal, versions
from ormlab_tui.doctor.model import Finding
from ormlab_tui.doctor.places import places
from ormlab_tui.doctor.progress_database import progress_database
from ormlab_tui.failure_log import write_failure
from ormlab_tui.progress import open_progress
from ormlab_tui.runner.run import Run
from ormlab_tui.settings import Settings, load_settings, settings_file

SECRET = "sesame"


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep everything away from the user's own files."""
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)
    return tmp_path


def wrong(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(each.name, each.advice or "") for each in findings if each.state == "wrong"]


def doctor(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ormlab_tui", "doctor", *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def test_where_nothing_is_wrong_it_says_so_and_makes_nothing(folders: Path) -> None:
    done = doctor()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("nothing is wrong\n")
    assert "✗" not in done.stdout
    for said in ("ormlab", "python", "sqlalchemy", "a script was recorded", str(folders / "data")):
        assert said in done.stdout
    assert list(folders.iterdir()) == []


def test_what_is_wrong_has_a_line_of_advice_and_no_password(folders: Path) -> None:
    (folders / "config").mkdir()
    url = "postgresql+psycopg://me:sesame@127.0.0.1:9/x"
    settings_file().write_text(f'theme = 3\ndatabase_url = "{url}"')
    done = doctor("--json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["ok"] is False
    found = {each["name"]: each for each in document["findings"] if each["state"] == "wrong"}
    assert set(found) == {"settings", "database"}
    assert "line 1: field 'theme'" in found["settings"]["advice"]
    assert found["database"]["value"] == "postgresql+psycopg://me:***@127.0.0.1:9/x"
    assert SECRET not in done.stdout + done.stderr


def test_progress_is_looked_at_and_left_as_it_is(folders: Path) -> None:
    with open_progress().progress as progress:
        progress.begin_attempt("course", "1.1")
    file = folders / "data" / "progress.sqlite"
    before = file.read_bytes()
    findings = list(progress_database(None))
    assert [each.value for each in findings] == [f"{file}, can be written", "version 0002"]
    assert file.read_bytes() == before
    file.write_bytes(b"not a database at all" * 100)
    ((name, advice),) = wrong(progress_database(None))
    assert name == "database"
    assert "it can't be read and written: " in advice
    assert file.read_bytes() == b"not a database at all" * 100


def test_progress_of_a_newer_version_is_told(folders: Path) -> None:
    open_progress().progress.close()
    engine = create_engine(f"sqlite:///{folders / 'data' / 'progress.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE ormlab_version SET version_num = '9000'"))
    ((name, advice),) = wrong(progress_database(None))
    assert (name, advice[:20]) == ("schema", "a newer ORMLab made ")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://me:{SECRET}@127.0.0.1:9/x",
        f"sqlite:///file.db?password={SECRET}",
        f"no://me:{SECRET}@host/x",
        f"{SECRET} is no url",
        f"sqlite+aiosqlite:///x?key={SECRET}",
    ],
)
def test_no_advice_about_a_database_shows_its_password(url: str) -> None:
    findings = list(progress_database(url))
    assert wrong(findings)
    assert SECRET not in repr(findings)


def test_settings_and_folders_are_tried(folders: Path) -> None:
    assert wrong(places(load_settings())) == []
    (folders / "data").write_text("a file where the folder should be")
    said = dict(wrong(places(load_settings())))
    assert "is no folder: rename it" in said["data folder"]
    assert set(said) == {"data folder", "workspaces", "logs of failures"}
    elsewhere = load_settings()._replace(settings=Settings(workspace=str(folders / "work")))
    assert "workspaces" not in dict(wrong(places(elsewhere)))


def test_a_course_that_cannot_be_opened_and_the_last_log_are_told(folders: Path) -> None:
    (folders / "data" / "courses" / "mine").mkdir(parents=True)
    (folders / "data" / "courses" / "mine" / "course.toml").write_text("no toml")
    log = write_failure(ValueError(), "the lab")
    assert log is not None
    findings = list(places(load_settings()))
    ((name, advice),) = wrong(findings)
    assert name == "courses"
    assert str(folders / "data" / "courses" / "mine") in advice
    assert any(log.name in each.value for each in findings)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TERM": "dumb", "COLUMNS": "100", "LINES": "30"}, {"TERM"}),
        ({"COLUMNS": "100", "LINES": "30"}, {"TERM"}),
        ({"TERM": "xterm-256color", "COLUMNS": "79", "LINES": "24"}, {"size"}),
        ({"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}, set()),
        ({"TERM": "tmux", "TMUX": "1", "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24"}, set()),
    ],
)
def test_a_terminal_in_which_the_lab_is_hard_to_use_is_told(
    environment: dict[str, str], said: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", environment["COLUMNS"])
    monkeypatch.setenv("LINES", environment["LINES"])
    findings = list(terminal(environment, True))
    names = {name for name, _ in wrong(findings)}
    assert names - {"encoding"} == said
    assert any(each.name == "clipboard (OSC 52)" for each in findings)


def test_a_version_that_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(versions()) == []
    monkeypatch.setattr(machine, "_version", {"textual": "9.0.0"}.get)
    assert [name for name, _ in wrong(versions())] == ["textual", "sqlalchemy"]


def test_where_nothing_can_be_recorded_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "Run", lambda *_, **__: Run(Path("no-such-script.py")))
    ((name, advice),) = wrong(recording())
    assert name == "tracer"
    assert "no-such-script.py does not exist" in advice

"""What the learner saved is there, whatever happened to the lab that saved it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ormlab_tui.progress import open_progress
from ormlab_tui.settings import SettingsError, change_settings, load_settings, settings_file
from ormlab_tui.whole_file import TEMPORARY_SUFFIX, left_behind
from ormlab_tui.workspace import (
    Conflict,
    Workspace,
    WorkspaceError,
    files,
    lay,
    names,
    read,
    save,
)
from tests.killed_processes import exercise

PROCESSES = Path(__file__).with_name("killed_processes.py")
KILLS = 20

Said = list[list[list[str]]]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep progress, workspaces and settings of the test away from the user's own."""
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)


def said(*arguments: object) -> Said:
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(PROCESSES), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines: Said = json.loads(done.stdout)
    return lines


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one file."""
    return lay(exercise(tmp_path), tmp_path / "workspaces").workspace


def first_line(text: str) -> str:
    line, rest = text.split("\n", 1)
    number = line.rpartition(" ")[2]
    assert rest == f"x = {number}\n" * 5000, "a file is whole"
    return line


def test_killed_at_any_moment_nothing_that_was_saved_is_lost(tmp_path: Path) -> None:
    spoken = said("kill", tmp_path, KILLS, "moments")
    assert len(spoken) == KILLS
    laid = lay(exercise(tmp_path), tmp_path / "workspaces")
    every = [(what, text) for process in spoken for what, text in process]
    told = [text for what, text in every if what == "told"] + list(laid.notices)
    # All that there is to tell is what was being saved at the kill.
    assert all(text.startswith("ORMLab was ended while it saved app.py: ") for text in told)
    kept = sorted(laid.workspace.folder.glob("app.py.unsaved-*"))
    # A process may have been killed between two things that it had to tell.
    assert len(told) <= len(kept)

    last = [text for what, text in every if what == "file"][-1]
    now = first_line(read(laid.workspace, "app.py").text)
    assert order(now) >= order(last), "what was saved, or what was to be saved next"

    settings, notices = load_settings()
    assert notices == ()
    assert settings.theme is not None
    assert order(settings.theme) >= order([text for what, text in every if what == "settings"][-1])

    with open_progress().progress as progress:
        notes = {note.text for each in progress.history() for note in each.explanations}
    assert {text for what, text in every if what == "note"} <= notes

    change_settings({"theme": None})
    assert not list(tmp_path.rglob(f"*{TEMPORARY_SUFFIX}")), "nothing half is left"
    assert files(laid.workspace) == ("app.py",)


def order(text: str) -> tuple[int, int]:
    """Return when a text such as ``# w3 15`` was saved."""
    process, number = text.removeprefix("# ").split()
    return int(process.removeprefix("w")), int(number)


def test_two_labs_on_one_workspace_lose_no_line(tmp_path: Path) -> None:
    spoken = said("together", tmp_path, 12)
    folder = tmp_path / "workspaces" / "2.1"
    kept = [folder / text for process in spoken for what, text in process if what == "kept"]
    whole = "".join(path.read_text() for path in (folder / "app.py", *kept))
    for name in ("one", "two"):
        for number in range(12):
            assert f"# {name} {number}\n" in whole


def test_what_a_killed_lab_was_saving_is_kept_and_told_at_the_next_start(
    tmp_path: Path, workspace: Workspace
) -> None:
    left = workspace.folder / f".app.py.0123abcd{TEMPORARY_SUFFIX}"
    left.write_text("x = 'new, perhaps not whole")
    (workspace.folder / f".other.py.0123abcd{TEMPORARY_SUFFIX}").write_text("never saved before")
    saved = workspace.folder / f".app.py.89abcdef{TEMPORARY_SUFFIX}"
    saved.write_text(read(workspace, "app.py").text)
    laid = lay(exercise(tmp_path), tmp_path / "workspaces")
    kept = {path.name.split(".unsaved-")[0]: path for path in workspace.folder.glob("*unsaved-*")}
    assert {name: path.read_text() for name, path in kept.items()} == {
        "app.py": "x = 'new, perhaps not whole",
        "other.py": "never saved before",
    }
    assert laid.notices == tuple(
        f"ORMLab was ended while it saved {name}: the file is as it was saved before, and what "
        f"had come of the new one is {kept[name].name}"
        for name in ("app.py", "other.py")
    )
    assert read(workspace, "app.py").text == "# begin here\n"
    assert left_behind(workspace.folder) == []
    assert lay(exercise(tmp_path), tmp_path / "workspaces").notices == ()


def test_a_clock_that_is_set_back_takes_no_name_twice(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime(2026, 1, 1, 12)
    times = [noon, noon, noon - timedelta(hours=1), noon]

    class Clock:
        """Goes back an hour, and forward again."""

        @staticmethod
        def now() -> datetime:
            return times.pop(0)

    monkeypatch.setattr(names, "datetime", Clock)
    texts = [f"# version {number}\n" for number in range(4)]
    for text in texts:
        assert isinstance(save(workspace, "app.py", text, "never seen"), Conflict)
    assert times == []
    there = [path.read_text() for path in workspace.folder.glob("app.py.unsaved-*")]
    assert sorted(there) == texts


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file of this process grow beyond a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_old_text_stays_and_it_is_told(workspace: Workspace) -> None:
    there = read(workspace, "app.py")
    change_settings({"theme": "one"})
    with no_room():
        with pytest.raises(WorkspaceError, match=r"app\.py can't be saved: File too large"):
            save(workspace, "app.py", "x = 1\n" * 100, there.digest)
        with pytest.raises(SettingsError, match=r"can't be written: File too large"):
            change_settings({"theme": "two"})
    assert read(workspace, "app.py") == there
    assert load_settings().settings.theme == "one"
    assert left_behind(workspace.folder) == left_behind(settings_file().parent) == []
    assert not isinstance(save(workspace, "app.py", "x = 1\n" * 100, there.digest), Conflict)

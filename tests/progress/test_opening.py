"""What is found where progress should be: made, set aside, refused or copied, and told."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ormlab_tui.progress import ProgressError, open_progress
from ormlab_tui.progress.notebook import Progress
from tests.progress.rights import read_only


@pytest.fixture
def filled(file: Path) -> Path:
    """A progress file with an attempt at 1.1 and a hint in it."""
    with open_progress(path=file).progress as progress:
        progress.note_hint(progress.begin_attempt("course", "1.1"), 1)
    return file


def exercises(progress: Progress) -> list[str]:
    return [attempt.exercise for attempt in progress.history()]


def works(progress: Progress) -> bool:
    """Whether something can be noted and is there then."""
    before = len(progress.history())
    progress.begin_attempt("course", "9.9")
    return progress.trouble is None and len(progress.history()) == before + 1


def test_the_first_time_a_private_file_is_made(file: Path) -> None:
    with open_progress(path=file).progress as progress:
        assert progress.kept and works(progress)
        assert progress.place == str(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_users_own_file_is_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "mine"))
    open_progress().progress.close()
    assert (tmp_path / "mine" / "progress.sqlite").is_file()


def test_a_path_may_have_any_characters_in_it(tmp_path: Path) -> None:
    file = tmp_path / "100% of? #1 & 'more'" / "pro gress;%41.sqlite"
    for number in (1, 2):
        with open_progress(path=file).progress as progress:
            progress.begin_attempt("course", str(number))
    with open_progress(path=file).progress as progress:
        assert exercises(progress) == ["1", "2"]
    assert file.is_file()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut in half": (lambda path: os.truncate(path, path.stat().st_size // 2), "is damaged"),
    "a page short": (lambda path: os.truncate(path, path.stat().st_size - 4096), "is damaged"),
    "cut in the header": (lambda path: os.truncate(path, 50), "is damaged"),
    "random bytes": (
        lambda path: path.write_bytes(random.Random(1).randbytes(20_000)),
        "is damaged, or no progress file",
    ),
    "zeros": (lambda path: path.write_bytes(bytes(20_000)), "is damaged"),
    "empty": (lambda path: os.truncate(path, 0), "is empty"),
    "a folder": (folder, "is not a file"),
    "a pipe": (fifo, "is not a file"),
    "a link to nowhere": (dangling, "is not a file"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    filled: Path, damage: Callable[[Path], object], said: str
) -> None:
    for number in (1, 2):
        damage(filled)
        damaged = filled.read_bytes() if filled.is_file() else None
        opened, notice = open_progress(path=filled)
        with opened:
            assert exercises(opened) == []
            assert works(opened)
        aside = [path for path in filled.parent.iterdir() if "-damaged-" in path.name]
        assert len(aside) == number
        assert notice is not None and notice.startswith(f"{filled} {said}")
        assert any(f": it was renamed {path.name}, and a new one begun" in notice for path in aside)
        if damaged is not None:
            assert damaged in [path.read_bytes() for path in aside]
    opened, notice = open_progress(path=filled)
    opened.close()
    assert notice is None


def newer(file: Path, version: str = "9999") -> bytes:
    connection = sqlite3.connect(file)
    connection.execute("UPDATE ormlab_version SET version_num = ?", (version,))
    connection.commit()
    connection.close()
    return file.read_bytes()


def test_a_file_of_a_newer_version_is_refused_and_not_touched(filled: Path) -> None:
    before = newer(filled)
    with pytest.raises(ProgressError) as refused:
        open_progress(path=filled, required=True)
    assert str(refused.value) == (
        f"progress in {filled} can't be used: it is of version '9999', which a newer ORMLab made: "
        "this one knows versions up to '0002', so update ORMLab"
    )
    opened, notice = open_progress(path=filled)
    with opened:
        assert notice == f"{refused.value}; nothing that you do now will be kept"
        assert not opened.kept and works(opened) and exercises(opened) == ["9.9"]
    assert filled.read_bytes() == before


def test_a_version_that_is_none_is_refused_the_same(filled: Path) -> None:
    before = newer(filled, "\x1b[31m" + "long" * 100)
    opened, notice = open_progress(path=filled)
    opened.close()
    assert notice is not None and "\x1b" not in notice and len(notice) < 500
    assert filled.read_bytes() == before


def test_in_a_read_only_folder_progress_can_be_read_and_is_not_kept(filled: Path) -> None:
    before = filled.read_bytes()
    with read_only(filled.parent):
        opened, notice = open_progress(path=filled, required=True)
        with opened:
            assert exercises(opened) == ["1.1"]
            assert not opened.kept and works(opened)
    assert notice == (
        f"progress can't be saved in {filled}: its folder is read-only; "
        "nothing that you do now will be kept"
    )
    assert filled.read_bytes() == before


def test_a_read_only_file_can_be_read_too(filled: Path) -> None:
    filled.chmod(0o400)
    with read_only(filled.parent.parent):
        opened, notice = open_progress(path=filled)
        with opened:
            assert exercises(opened) == ["1.1"] and not opened.kept
    assert notice is not None and f"can't be saved in {filled}: it is read-only" in notice


@pytest.mark.parametrize("there", ["read-only", "a file"])
def test_where_no_folder_can_be_made_the_lab_goes_on_in_memory(tmp_path: Path, there: str) -> None:
    parent = tmp_path / "parent"
    parent.write_text("") if there == "a file" else parent.mkdir()
    with read_only(parent):
        opened, notice = open_progress(path=parent / "data" / "progress.sqlite")
        with opened:
            assert not opened.kept and works(opened)
        with pytest.raises(ProgressError, match="can't be saved in "):
            open_progress(path=parent / "data" / "progress.sqlite", required=True)
    assert notice is not None and "can't be saved" in notice


def test_flipped_bits_are_refused_set_aside_or_read_and_never_more(filled: Path) -> None:
    sound = filled.read_bytes()
    flips = random.Random(7)
    used = [place for place, byte in enumerate(sound) if byte]
    for _ in range(25):
        content = bytearray(sound)
        for _ in range(flips.choice((1, 1, 8))):
            content[flips.choice(used)] ^= 1 << flips.randrange(8)
        filled.write_bytes(content)
        opened, notice = open_progress(path=filled)
        with opened:
            assert opened.kept or notice is not None
            for read in (opened.history, opened.beliefs, partial(opened.standings, "course")):
                with contextlib.suppress(ProgressError):
                    read()


REFUSED_URLS = {
    "nonsense": ("hunter2", "something that is no database URL"),
    "no port": ("postgresql://me:hunter2@host:port/x", "something that is no database URL"),
    "no such database": ("oracel://me:hunter2@host/x", "SQLAlchemy knows no oracel"),
    "no driver": ("mysql+oursql7://me:hunter2@host/x", "SQLAlchemy knows no mysql+oursql7"),
    "asyncio": ("sqlite+aiosqlite:///hunter2.db", "sqlite"),
    "no server": (
        "postgresql+psycopg://me:hunter2@localhost:1/x?application_name=hunter2",
        "can't be had from postgresql+psycopg://me:***@localhost:1/x: ",
    ),
    "an option that is none": (
        "postgresql+psycopg://me:hunter2@localhost:1/x?hunter2=hunter2",
        "can't be had from postgresql+psycopg://me:***@localhost:1/x: ",
    ),
    "memory": ("sqlite://", "name a file"),
    "options": ("sqlite:///progress.sqlite?mode=ro&hunter2=1", "name a file"),
}


@pytest.mark.parametrize(("url", "said"), REFUSED_URLS.values(), ids=REFUSED_URLS)
def test_a_database_that_cannot_be_had_is_told_without_its_password(url: str, said: str) -> None:
    with pytest.raises(ProgressError) as refused:
        open_progress(url, required=True)
    assert said in str(refused.value)
    assert "hunter2" not in str(refused.value).replace("hunter2.db", "")
    opened, notice = open_progress(url)
    with opened:
        assert not opened.kept and works(opened)
        assert notice == f"{refused.value}; nothing that you do now will be kept"


def test_a_url_of_a_file_is_treated_as_the_file(filled: Path) -> None:
    with open_progress(f"sqlite:///{filled}").progress as progress:
        assert exercises(progress) == ["1.1"]
    filled.write_bytes(b"no database at all")
    opened, notice = open_progress(f"sqlite+pysqlite:///{filled}")
    opened.close()
    assert notice is not None and "is damaged" in notice

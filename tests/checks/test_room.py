"""The room: what is copied into it, and that it goes away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.checks import CheckError
from ormlab_tui.checks import room as room_module
from ormlab_tui.checks.room import Room, remove_tree

from .making import write


def laid(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_later_layers_lie_over_earlier_ones(tmp_path: Path) -> None:
    first = write(tmp_path / "1", {"a.py": "1", "b/c.py": "1", "b/d.py": "1", "e": "1"})
    second = write(tmp_path / "2", {"a.py": "2", "b/c.py": "2", "e/f.py": "2"})
    third = {"b/d.py": first / "a.py", "g/h/i.py": second / "a.py"}
    with Room() as room:
        room.lay([first, second, third, second / "b/c.py", tmp_path / "not there"])
        assert laid(room.work) == {
            "a.py": "2",
            "b/c.py": "2",
            "b/d.py": "1",
            "e/f.py": "2",
            "g/h/i.py": "2",
            "c.py": "2",
        }


def test_tests_are_laid_anew_and_hidden_ones_apart(tmp_path: Path) -> None:
    work = write(tmp_path / "work", {"test_a.py": "tampered", "b.py": "b"})
    tests = write(tmp_path / "tests", {"visible/test_a.py": "a", "hidden/test_a.py": "hidden"})
    with Room() as room:
        room.lay([work], [tests / "visible/test_a.py"], [tests / "hidden/test_a.py"])
        assert laid(room.work) == {"test_a.py": "a", "b.py": "b"}
        assert laid(room.hidden) == {"test_a.py": "hidden"}


def test_laid_again_nothing_of_before_remains_but_the_path(tmp_path: Path) -> None:
    first = write(tmp_path / "1", {"a.py": "1"})
    second = write(tmp_path / "2", {"b.py": "2"})
    with Room() as room:
        room.lay([first])
        before = room.work
        (room.work / "made.db").write_text("by a run")
        room.lay([second])
        assert room.work == before
        assert laid(room.work) == {"b.py": "2"}


def test_links_lead_nowhere_else_and_clutter_stays_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside", {"secret.txt": "secret"})
    work = write(
        tmp_path / "work",
        {"a.py": "a", "__pycache__/a.pyc": "x", ".git/config": "x", "b/__pycache__/c.pyc": "x"},
    )
    (work / "out.txt").symlink_to(secret / "secret.txt")
    (work / "folder").symlink_to(secret)
    (work / "itself").symlink_to(work)
    (work / "nowhere").symlink_to(tmp_path / "nothing")
    (work / "within.py").symlink_to("a.py")
    with Room() as room:
        room.lay([work])
        assert laid(room.work) == {"a.py": "a", "within.py": "a"}
        assert not (room.work / "within.py").is_symlink()


@pytest.mark.parametrize(("bound", "said"), [("MAX_FILES", "files"), ("MAX_BYTES", "MiB")])
def test_what_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, said: str
) -> None:
    monkeypatch.setattr(room_module, bound, 2)
    work = write(tmp_path / "work", {"a.py": "1", "b.py": "1", "c.py": "1"})
    with Room() as room, pytest.raises(CheckError, match=f"more than .* {said} to check: take out"):
        room.lay([work])


def test_it_is_gone_afterwards_even_if_a_run_locked_it(tmp_path: Path) -> None:
    with Room() as room:
        write(room.root, {"your-work/locked/deep/file": "x"})
        (room.root / "your-work/locked/deep").chmod(0)
        (room.root / "your-work/locked").chmod(0)
    assert not room.root.exists()
    remove_tree(room.root)

"""Files are read as text and saved whole, and another editor's change is never lost."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ormlab_tui.workspace import (
    Conflict,
    Saved,
    Workspace,
    WorkspaceError,
    digest,
    editor_command,
    files,
    read,
    save,
)
from tests.progress.rights import read_only


def test_a_text_is_saved_and_read_as_it_is(workspace: Workspace) -> None:
    for text in ("", "a\r\nb\n", "no end", "\ufeffnaïve ☃ \U0001f600\n"):
        seen = read(workspace, "app.py").digest
        saved = save(workspace, "app.py", text, seen)
        assert isinstance(saved, Saved)
        assert read(workspace, "app.py").text == text
        assert read(workspace, "app.py").digest == saved.digest
    assert (workspace.folder / "app.py").read_bytes() == text.encode()


def test_a_new_file_is_saved_with_the_folders_it_needs(workspace: Workspace) -> None:
    assert isinstance(save(workspace, "deep/er/new.py", "x\n", None), Saved)
    assert (workspace.folder / "deep" / "er" / "new.py").read_text() == "x\n"


def test_saving_keeps_the_files_mode_and_leaves_nothing_beside(workspace: Workspace) -> None:
    path = workspace.folder / "app.py"
    path.chmod(0o750)
    save(workspace, "app.py", "x\n", read(workspace, "app.py").digest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert sorted(each.name for each in workspace.folder.iterdir()) == [
        "app.py",
        "package",
        "test_app.py",
    ]


def test_a_change_by_another_editor_is_kept_and_so_is_the_labs(workspace: Workspace) -> None:
    path = workspace.folder / "app.py"
    seen = read(workspace, "app.py").digest
    path.write_text("theirs\n")
    conflict = save(workspace, "app.py", "ours\n", seen)
    assert isinstance(conflict, Conflict)
    assert path.read_text() == "theirs\n"
    assert conflict.kept.read_text() == "ours\n"
    assert conflict.kept.parent == workspace.folder and conflict.kept.name not in files(workspace)
    assert conflict.digest == digest(b"theirs\n")
    second = save(workspace, "app.py", "ours again\n", seen)
    assert isinstance(second, Conflict) and second.kept != conflict.kept
    assert isinstance(save(workspace, "app.py", "agreed\n", conflict.digest), Saved)
    assert path.read_text() == "agreed\n"


def test_a_file_that_came_or_went_meanwhile_is_a_conflict_too(workspace: Workspace) -> None:
    (workspace.folder / "new.py").write_text("theirs\n")
    came = save(workspace, "new.py", "ours\n", None)
    assert isinstance(came, Conflict) and came.digest == digest(b"theirs\n")
    (workspace.folder / "new.py").unlink()
    gone = save(workspace, "new.py", "ours\n", digest(b"theirs\n"))
    assert isinstance(gone, Conflict) and gone.digest is None
    assert not (workspace.folder / "new.py").exists()
    assert isinstance(save(workspace, "new.py", "ours\n", None), Saved)


def test_the_same_text_from_both_sides_is_no_conflict(workspace: Workspace) -> None:
    seen = read(workspace, "app.py").digest
    (workspace.folder / "app.py").write_text("the same\n")
    assert isinstance(save(workspace, "app.py", "the same\n", seen), Saved)


def test_a_test_of_the_exercise_is_not_saved(workspace: Workspace) -> None:
    seen = read(workspace, "test_app.py").digest
    with pytest.raises(WorkspaceError, match="is a test of the exercise"):
        save(workspace, "test_app.py", "easier\n", seen)


@pytest.mark.parametrize("name", ["../x.py", "/etc/passwd", "", ".", "package/../../x.py", "a\0b"])
def test_a_name_that_leads_out_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(WorkspaceError):
        read(workspace, name)
    with pytest.raises(WorkspaceError):
        save(workspace, name, "x", None)


def test_links_are_followed_inside_the_workspace_and_not_out_of_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = workspace.folder
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text("secret\n")
    (folder / "out").symlink_to(outside)
    (folder / "out.py").symlink_to(outside / "secret.py")
    (folder / "in.py").symlink_to("app.py")
    (folder / "loop.py").symlink_to("loop.py")
    assert [name for name in files(workspace) if name not in workspace.starter] == [
        "in.py",
        "test_app.py",
    ]
    for name in ("out.py", "out/secret.py"):
        with pytest.raises(WorkspaceError, match="leads out of the workspace"):
            read(workspace, name)
        with pytest.raises(WorkspaceError, match="leads out of the workspace"):
            save(workspace, name, "x", digest(b"secret\n"))
    with pytest.raises(WorkspaceError):
        read(workspace, "loop.py")
    save(workspace, "in.py", "x = 2\n", read(workspace, "in.py").digest)
    assert (folder / "in.py").is_symlink()
    assert (folder / "app.py").read_text() == "x = 2\n"


def bytes_in(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


NO_TEXT: dict[str, tuple[Callable[[Path], object], str]] = {
    "not UTF-8": (bytes_in(b"caf\xe9\n"), "strange.py is not text in UTF-8"),
    "a zero byte": (bytes_in(b"a\0b"), "strange.py is not text"),
    "too large": (bytes_in(bytes(2 * 1024 * 1024 + 1)), "strange.py is larger than"),
    "a folder": (Path.mkdir, "there is no file strange.py"),
    "a pipe": (os.mkfifo, "there is no file strange.py"),
    "nothing": (lambda path: None, "there is no file strange.py"),
}


@pytest.mark.parametrize(("make", "said"), NO_TEXT.values(), ids=NO_TEXT)
def test_a_file_that_is_no_text_is_told(
    workspace: Workspace, make: Callable[[Path], object], said: str
) -> None:
    make(workspace.folder / "strange.py")
    with pytest.raises(WorkspaceError) as refused:
        read(workspace, "strange.py")
    assert str(refused.value).startswith(said)


def test_what_cannot_be_saved_is_told_and_the_file_stays(workspace: Workspace) -> None:
    before = read(workspace, "app.py")
    with pytest.raises(WorkspaceError, match="half a character"):
        save(workspace, "app.py", "\ud800", before.digest)
    with (
        read_only(workspace.folder),
        pytest.raises(WorkspaceError, match=r"app\.py can't be saved: Permission denied"),
    ):
        save(workspace, "app.py", "x", before.digest)
    os.mkfifo(workspace.folder / "pipe.py")
    with pytest.raises(WorkspaceError, match="is not a file"):
        save(workspace, "pipe.py", "x", None)
    assert read(workspace, "app.py") == before
    assert not list(workspace.folder.glob(".*"))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let there be these programs and no others, and no editor named."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))

    def there_are(*names: str) -> None:
        (tmp_path / "bin").mkdir()
        for name in names:
            (tmp_path / "bin" / name).touch(mode=0o755)

    return there_are


EDITORS: dict[str, tuple[dict[str, str], list[str]]] = {
    "visual first": ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
    "a quoted word": ({"EDITOR": "code -g 'a b'"}, ["code", "-g", "a b"]),
    "blank is unset": ({"VISUAL": "  ", "EDITOR": "vi"}, ["vi"]),
    "none named": ({}, ["vi"]),
}


@pytest.mark.parametrize(("variables", "command"), EDITORS.values(), ids=EDITORS)
def test_the_editor_is_the_learners(
    programs: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    command: list[str],
) -> None:
    programs("code", "vi", "emacs")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert editor_command() == command


def test_an_editor_at_home_is_found(
    programs: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    programs("mine")
    monkeypatch.setenv("EDITOR", "~/bin/mine -x")
    assert editor_command() == [str(tmp_path / "bin" / "mine"), "-x"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("kate 'a", 'EDITOR is "kate \'a": a quote is not closed'),
        ("kate -b", "EDITOR names 'kate', and there is no such program"),
        ("''", "EDITOR names '', and there is no such program"),
        ("", "there is no editor: name one with EDITOR"),
    ],
)
def test_no_editor_is_told_in_a_sentence(
    programs: Callable[..., None], monkeypatch: pytest.MonkeyPatch, named: str, said: str
) -> None:
    programs()
    monkeypatch.setenv("EDITOR", named)
    with pytest.raises(WorkspaceError) as refused:
        editor_command()
    assert str(refused.value).startswith(said)

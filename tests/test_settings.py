"""The settings file: what it may say, what a broken one costs, and how it is changed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ormlab_tui.settings import (
    Settings,
    SettingsError,
    change_settings,
    load_settings,
    settings_file,
)

WHOLE = """\
# How I like it
theme = "nord"
colour_blind = true
reduced_motion = true
workspace = "~/orm"
database_url = "postgresql://me:secret@host/progress"

[keymap]  # mine
step-forward = ["right", "l"]
quit = "q"
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)


def written(text: str | bytes) -> Path:
    path = settings_file()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_everything_is_at_its_default() -> None:
    assert load_settings() == (Settings(), ())


def test_a_file_may_say_everything() -> None:
    written(WHOLE)
    assert load_settings() == (
        Settings(
            theme="nord",
            colour_blind=True,
            reduced_motion=True,
            workspace="~/orm",
            database_url="postgresql://me:secret@host/progress",
            keymap={"step-forward": ["right", "l"], "quit": ["q"]},
        ),
        (),
    )


def test_the_environment_goes_before_the_files_database(monkeypatch: pytest.MonkeyPatch) -> None:
    written(WHOLE)
    monkeypatch.setenv("ORMLAB_DATABASE_URL", "sqlite:///other.db")
    assert load_settings().settings.database_url == "sqlite:///other.db"


def test_settings_never_show_the_databases_password() -> None:
    written(WHOLE)
    assert "secret" not in repr(load_settings().settings)


BROKEN_FIELDS = {
    "a wrong type": ("theme = 3\n", "line 1: field 'theme': Expected `str | null`, got `int`"),
    "a control character": ('\ntheme = "a\\u001b[31m"\n', "line 2: field 'theme'"),
    "an unknown field": ('thema = "nord"\n', "line 1: there is no setting 'thema' (there are"),
    "a key that is none": ('[keymap]\nquit = "a b"\n', "line 2: field 'keymap.quit'"),
    "a keymap that is none": ("keymap = 3\n", "line 1: field 'keymap': Expected `object`"),
    "a table for a text": ("[theme]\na = 1\n", "line 1: field 'theme'"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN_FIELDS.values(), ids=BROKEN_FIELDS)
def test_a_broken_field_is_named_and_the_others_hold(text: str, said: str) -> None:
    path = written('colour_blind = true\nworkspace = "w"\n'.replace("\n", "  \n") + text)
    line = int(said.partition("line ")[2][:1]) + 2
    settings, notices = load_settings()
    assert settings == Settings(colour_blind=True, workspace="w")
    assert len(notices) == 1
    assert notices[0].startswith(f"{path}, line {line}: ")
    assert said.partition(": ")[2] in notices[0]


BROKEN_FILES: dict[str, tuple[bytes, str]] = {
    "no TOML": (b"theme = \n", "is not valid TOML: Invalid value (at line 1, column 9)"),
    "twice": (b"theme = 'a'\ntheme = 'b'\n", "Cannot overwrite a value (at line 2"),
    "bytes": (b"\xff\xfe\x00", "is not UTF-8 text"),
    "too deep": (b"a = " + b"[" * 5000, "is not valid TOML"),
    "too large": (b"#" * (1024 * 1024 + 1), "is larger than any settings file"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_is_told_and_never_written_over(content: bytes, said: str) -> None:
    path = written(content)
    settings, notices = load_settings()
    assert settings == Settings()
    assert len(notices) == 1 and said in notices[0] and str(path) in notices[0]
    with pytest.raises(SettingsError) as refused:
        change_settings({"theme": "nord"})
    assert str(path) in str(refused.value)
    assert path.read_bytes() == content
    assert sorted(each.name for each in path.parent.iterdir()) in (
        [".settings.toml.lock", "settings.toml"],
        ["settings.toml"],
    )


def test_a_folder_in_the_files_place_is_told() -> None:
    settings_file().mkdir(parents=True)
    assert "is not a file" in load_settings().notices[0]
    with pytest.raises(SettingsError, match="is not a file"):
        change_settings({"theme": "nord"})


def test_a_change_leaves_everything_else_as_it_was() -> None:
    path = written(WHOLE + "unknown = [1, 2] # kept\n[later]\nx = 1\n")
    change_settings({"theme": "textual-dark", "reduced_motion": None, "keymap": {"quit": ["x"]}})
    assert path.read_text() == (
        WHOLE.replace('"nord"', '"textual-dark"')
        .replace("reduced_motion = true\n", "")
        .replace('quit = "q"', 'quit = ["x"]')
        + "unknown = [1, 2] # kept\n[later]\nx = 1\n"
    )


def test_the_first_change_makes_a_private_file() -> None:
    change_settings({"colour_blind": True, "keymap": {"quit": ["x"]}})
    assert load_settings().settings == Settings(colour_blind=True, keymap={"quit": ["x"]})
    assert stat.S_IMODE(settings_file().stat().st_mode) == 0o600


def test_a_file_elsewhere_stays_where_its_link_leads(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text('theme = "nord"\n')
    real.chmod(0o640)
    settings_file().parent.mkdir()
    settings_file().symlink_to(real)
    change_settings({"theme": "gruvbox"})
    assert settings_file().is_symlink()
    assert real.read_text() == 'theme = "gruvbox"\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "change", [{"theme": 3}, {"thema": "x"}, {"keymap": {"quit": ["a b"]}}, {"theme": ""}]
)
def test_a_change_that_could_not_be_read_again_is_refused(change: dict[str, object]) -> None:
    path = written(WHOLE)
    with pytest.raises(SettingsError):
        change_settings(change)
    assert path.read_text() == WHOLE

"""How the user wants the lab: one TOML file, read field by field and changed line by line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import msgspec

from ormlab_tui.folders import config_folder
from ormlab_tui.whole_file import left_behind, locked, write_whole

MAX_SIZE = 1024 * 1024

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f\x7f]+$")]
# As Textual writes them: "right", "ctrl+r", "comma".
Key = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[^\s,]+$")]
Keys = Annotated[list[Key], msgspec.Meta(max_length=10)]


class SettingsError(Exception):
    """Settings that can't be saved; one sentence says why."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the settings file may say; each field may be left out.

    `keymap` has the keys of an action by the action's name. `database_url` is where progress is
    kept instead of in the data folder, `workspace` the folder for the exercises' files.
    """

    theme: Words | None = None
    colour_blind: bool = False
    reduced_motion: bool = False
    workspace: Words | None = None
    database_url: Words | None = None
    keymap: dict[str, Keys] = msgspec.field(default_factory=dict)

    def __repr__(self) -> str:
        """Return the settings without the database's URL, which may hold a password."""
        return f"Settings(theme={self.theme!r}, workspace={self.workspace!r}, ...)"


class Loaded(NamedTuple):
    """The settings in force, and a sentence for each part of the file that can't be used."""

    settings: Settings
    notices: tuple[str, ...]


def settings_file() -> Path:
    """Return where the settings are, whether there are any or not."""
    return config_folder() / "settings.toml"


def load_settings(path: Path | None = None) -> Loaded:
    """Return the settings of the file, the default for whatever can't be used, and why.

    `ORMLAB_DATABASE_URL` goes before the file's `database_url`. Raises nothing: the lab opens
    with any settings file and with none.
    """
    path = settings_file() if path is None else path
    values: dict[str, Any] = {}
    notices: list[str] = []
    try:
        text = _read(path)
        values, notices = _sound_values(tomllib.loads(text), text, path)
    except SettingsError as error:
        notices = [f"{error}; the lab opens with its own settings"]
    # A number of very many digits is Python's own ValueError.
    except (ValueError, RecursionError) as error:
        notices = [f"{path} is not valid TOML: {_why(error)}; the lab opens with its own settings"]
    if url := os.environ.get("ORMLAB_DATABASE_URL"):
        values["database_url"] = url
    return Loaded(Settings(**values), tuple(notices))


def change_settings(changes: Mapping[str, Any], path: Path | None = None) -> None:
    """Write these fields into the settings file and leave everything else in it as it is.

    None takes a field out; a `keymap` changes the actions it names and no other. Raises
    SettingsError, and then the file is untouched: a file that can't be read is never replaced.
    """
    # Followed to its end: a link to a file kept elsewhere stays a link.
    path = Path(os.path.realpath(settings_file() if path is None else path))
    for field, value in changes.items():
        if value is not None:
            _check_change(field, value)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Two labs that each change one field must not undo each other's change.
        with locked(path.with_name(f".{path.name}.lock")):
            for temporary, target in left_behind(path.parent):
                if target == path:
                    temporary.unlink(missing_ok=True)
            text = _changed(_read(path), changes, path)
            write_whole(path, text.encode(), mode=0o600)
    except OSError as error:
        raise SettingsError(f"{path} can't be written: {error.strerror or error}") from error


def _read(path: Path) -> str:
    """Return the file's text, nothing for a file that isn't there. Raises SettingsError."""
    try:
        if not path.exists():
            return ""
        if not path.is_file():
            raise SettingsError(f"{path} is not a file")
        if path.stat().st_size > MAX_SIZE:
            raise SettingsError(f"{path} is larger than any settings file may be (1 MiB)")
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text") from error


def _sound_values(
    document: dict[str, Any], text: str, path: Path
) -> tuple[dict[str, Any], list[str]]:
    """Return the fields that can be used, and what is wrong with the others.

    Field by field, so that a slip in one doesn't send progress to another database.
    """
    values: dict[str, Any] = {}
    notices: list[str] = []
    for field, value in document.items():
        parts = {field: value}
        if field == "keymap" and isinstance(value, dict):
            parts = {f"{field}.{action}": keys for action, keys in value.items()}
        for name, part in parts.items():
            try:
                sound = _sound(field, name, part)
            except SettingsError as error:
                notices.append(f"{path}{_line(text, name)}: {error}, so it is left out")
            else:
                if name == field:
                    values[field] = sound
                else:
                    values.setdefault(field, {})[name.partition(".")[2]] = sound
    return values, notices


def _sound(field: str, name: str, value: Any) -> Any:
    """Return the value in the field's type. Raises SettingsError."""
    form = _forms().get(field)
    if form is None:
        known = ", ".join(_forms())
        raise SettingsError(f"there is no setting {field!r} (there are {known})")
    if name != field:
        form, value = Keys, [value] if isinstance(value, str) else value
    try:
        return msgspec.convert(value, form)
    except msgspec.ValidationError as error:
        raise SettingsError(f"field {name!r}: {str(error).partition(' - at ')[0]}") from error


def _forms() -> dict[str, Any]:
    return get_type_hints(Settings, include_extras=True)


def _check_change(field: str, value: Any) -> None:
    if field != "keymap":
        _sound(field, field, value)
        return
    for action, keys in value.items():
        if keys is not None:
            _sound(field, f"keymap.{action}", keys)


def _changed(text: str, changes: Mapping[str, Any], path: Path) -> str:
    """Return the text with the changes, its comments and unknown fields kept."""
    # Only a change needs it, and the lab's first paint doesn't wait for it.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        tomllib.loads(text)
        document = tomlkit.parse(text)
        for field, value in changes.items():
            if field == "keymap" and value is not None:
                _put(document.setdefault("keymap", tomlkit.table()), value)
            else:
                _put(document, {field: value})
        changed = tomlkit.dumps(document)
        tomllib.loads(changed)
    except (ValueError, TOMLKitError, RecursionError, AttributeError) as error:
        raise SettingsError(
            f"{path} is left as it is, because it can't be changed: {_why(error)}; mend it first"
        ) from error
    return changed


def _put(table: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = list(value) if isinstance(value, tuple) else value


def _line(text: str, name: str) -> str:
    """Return ``, line N`` for where the field seems to be set, or nothing."""
    field, _, action = name.partition(".")
    places = [rf"\[\s*[\"']?{re.escape(field)}\b", rf"[\"']?{re.escape(field)}[\"']?\s*[.=]"]
    if action:
        places = [rf"(?:{field}\s*\.\s*)?[\"']?{re.escape(action)}[\"']?\s*="]
    for number, line in enumerate(text.splitlines(), start=1):
        if any(re.match(rf"\s*{place}", line) for place in places):
            return f", line {number}"
    return ""


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return " ".join(str(error).split()) or type(error).__name__

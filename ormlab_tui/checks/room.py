"""The room: a temporary folder in which tests run, laid out anew for each run.

It holds ``your-work``, a copy of the workspace with the visible tests, in which they run;
``hidden-tests``; ``tmp`` for the temporary files of the run; and an empty ``pytest.ini``, so
that no settings of a user's are found. pytest takes the folders for packages, so their names
are none that a module of the learner's can have.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from ormlab_tui.checks.errors import CheckError

HIDDEN_FOLDER = "hidden-tests"
#: The script that runs one test where that is recorded.
SCRIPT_NAME = "one_test.py"
MAX_FILES = 2000
MAX_BYTES = 64 * 1024 * 1024
_LEFT_OUT = frozenset(
    {"__pycache__", ".git", ".hg", ".svn", ".venv", "venv", ".mypy_cache", ".pytest_cache"}
)

#: Files to lay: a folder, one file, or where each file belongs and where its content lies.
Layer: TypeAlias = Path | Mapping[str, Path]


class Room:
    """A private temporary folder with its parts. Use it in a `with`: then it is removed.

    Laid out again and again it stays at one path, so that what runs in it can't tell by that
    which files it got.
    """

    def __init__(self) -> None:
        """Make the folder. Raises CheckError if there is no place for one."""
        try:
            # Resolved, so that a path found in a traceback begins as this one does.
            self.root = Path(tempfile.mkdtemp(prefix="ormlab-check-")).resolve()
        except OSError as error:
            raise CheckError(f"there is no room for temporary files: {error}") from error
        self.work = self.root / "your-work"
        self.hidden = self.root / HIDDEN_FOLDER
        self.temporary = self.root / "tmp"
        self.settings = self.root / "pytest.ini"

    def __enter__(self) -> Room:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.remove()

    def lay(
        self, layers: Sequence[Layer], visible: Iterable[Path] = (), hidden: Iterable[Path] = ()
    ) -> None:
        """Empty the room and fill it: the layers' files, later over earlier, and the tests.

        A single file comes to lie in the work folder itself. A folder that does not exist is
        an empty layer.

        Raises CheckError, one sentence, for what is too large or can't be read.
        """
        try:
            for part in (self.work, self.hidden, self.temporary):
                remove_tree(part)
                part.mkdir()
            self.settings.write_text("[pytest]\n", encoding="utf-8")
            copied = _Copied()
            for layer in layers:
                copied.copy(layer, self.work)
            for tests, target in ((visible, self.work), (hidden, self.hidden)):
                for test in tests:
                    copied.copy_file(test, target / test.name)
        except OSError as error:
            where = error.filename or self.root
            raise CheckError(f"{where} can't be copied: {error.strerror or error}") from error

    def keep(self, file: Path) -> Path:
        """Return a copy of a file that stays in the room, however often it is laid out anew.

        Raises CheckError, one sentence, if it is too large or can't be read.
        """
        kept = self.root / "kept"
        try:
            _Copied().copy_file(file, kept / file.name)
        except OSError as error:
            raise CheckError(f"{file} can't be copied: {error.strerror or error}") from error
        return kept / file.name

    def remove(self) -> None:
        """Remove the folder and everything in it. May be called again."""
        remove_tree(self.root)


class _Copied:
    """What was copied into a room so far, held to its bounds."""

    def __init__(self) -> None:
        self._files = 0
        self._bytes = 0

    def copy(self, layer: Layer, target: Path) -> None:
        """Copy a layer into the folder `target`."""
        if isinstance(layer, Mapping):
            for name, file in layer.items():
                self.copy_file(file, target / name)
        elif layer.is_file():
            self.copy_file(layer, target / layer.name)
        else:
            self._copy_folder(layer, target)

    def _copy_folder(self, layer: Path, target: Path) -> None:
        within = layer.resolve()
        for folder, folders, files in os.walk(layer):
            folders[:] = sorted(
                name
                for name in folders
                if name not in _LEFT_OUT and not (Path(folder) / name).is_symlink()
            )
            there = target / Path(folder).relative_to(layer)
            for name in sorted(files):
                file = Path(folder) / name
                if is_file_of(file, within):
                    self.copy_file(file, there / name)

    def copy_file(self, file: Path, target: Path) -> None:
        """Copy one file, over what lies there, with its content and nothing else of it."""
        self._files += 1
        self._bytes += file.stat().st_size
        if self._files > MAX_FILES:
            raise CheckError(
                f"{file.parent} has more than {MAX_FILES} files to check: take out what does "
                f"not belong to the exercise"
            )
        if self._bytes > MAX_BYTES:
            raise CheckError(
                f"{file} makes more than {MAX_BYTES >> 20} MiB to check: take out what does not "
                f"belong to the exercise"
            )
        if target.is_dir():
            shutil.rmtree(target)
        for parent in reversed(target.parents):
            if parent.is_file():
                parent.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copyfile(file, target)


def is_file_of(file: Path, folder: Path) -> bool:
    """Return whether it is a regular file of the folder, or a link to one."""
    try:
        path = file.resolve(strict=True)
        return path.is_relative_to(folder) and stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # A link that leads nowhere.
        return False


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, also where a run took away its own rights."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError:
        folder.chmod(stat.S_IRWXU)
        for parent, folders, _ in os.walk(folder):
            for name in folders:
                inner = Path(parent) / name
                if not inner.is_symlink():
                    inner.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)

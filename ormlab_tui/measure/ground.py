"""The database that the versions work on, the same at the start of every run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


class Ground:
    """One database, made ready before each run.

    Without a URL it is an SQLite file in a folder of its own, made ready once for each number
    of rows and put back from a copy after that. With one, it is made ready anew each time.
    """

    def __init__(self, url: str | None, make_ready: Callable[[int, str], None]) -> None:
        """`make_ready` makes the tables for that many rows, in the database of a URL."""
        self._folder = Path(tempfile.mkdtemp(prefix="ormlab-measure-")) if url is None else None
        self._given = url
        self._make_ready = make_ready
        self._ready_for: int | None = None

    def __enter__(self) -> Ground:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """The database's URL, for the versions."""
        return self._given if self._given is not None else f"sqlite:///{self._database}"

    @property
    def _database(self) -> Path:
        assert self._folder is not None
        return self._folder / "measured.db"

    def reset(self, size: int) -> None:
        """Bring the database to where every run with that many rows begins."""
        if self._folder is None:
            self._make_ready(size, self.url)
            return
        copy = self._folder / "ready.db"
        # A version that was killed can leave a journal, which would be played into the copy.
        for left in self._folder.glob("measured.db*"):
            left.unlink()
        if self._ready_for == size:
            shutil.copyfile(copy, self._database)
            return
        self._make_ready(size, self.url)
        self._database.touch()
        shutil.copyfile(self._database, copy)
        self._ready_for = size

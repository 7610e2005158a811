"""Saving notes, each in a transaction of its own, and keeping those that can't be saved yet."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from ormlab_tui.progress.database import READS, reason
from ormlab_tui.progress.model import ProgressError

#: Adds its rows, or finds them there already: it may be tried again.
Note: TypeAlias = Callable[[Session], None]
_T = TypeVar("_T")


class Saver:
    """Sessions on one database, from any thread.

    A database in trouble (a full disk, a lost connection) doesn't stop the lab: notes wait, in
    their order, and go with the next one that can be saved.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        """`place` is what messages call the database; it holds no password."""
        self.engine = engine
        self.place = place
        self.trouble: str | None = None
        self._waiting: deque[Note] = deque()
        self._turn = threading.Lock()
        self._reading = engine.execution_options(**{READS: True})

    def save(self, note: Note) -> None:
        """Save the note, after those that wait; in trouble, let it wait too and say so.

        Raises ProgressError for a note that can never be saved.
        """
        with self._turn:
            self._waiting.append(note)
            self._save_waiting()

    def flush(self) -> None:
        """Try once more to save what waits."""
        with self._turn:
            self._save_waiting()

    def read(self, query: Callable[[Session], _T]) -> _T:
        """Return what the query returns. Raises ProgressError if it can't be read."""
        try:
            with Session(self._reading) as session:
                return query(session)
        except (DBAPIError, PoolTimeoutError) as error:
            raise ProgressError(
                f"progress can't be read from {self.place}: {self._reason(error)}"
            ) from error
        except (ValueError, TypeError, KeyError) as error:
            # A time that is no time any more.
            raise ProgressError(
                f"progress in {self.place} is damaged: a value can't be read"
            ) from error

    def _save_waiting(self) -> None:
        while self._waiting:
            try:
                with Session(self.engine) as session, session.begin():
                    self._waiting[0](session)
            except (IntegrityError, DataError) as error:
                self._waiting.popleft()
                raise ProgressError(
                    f"progress in {self.place} refuses a note: {self._reason(error)}"
                ) from error
            except (DBAPIError, PoolTimeoutError, UnicodeDecodeError) as error:
                # The last of them: SQLite's own message had a damaged name in it.
                count = len(self._waiting)
                self.trouble = (
                    f"progress can't be saved in {self.place}: {self._reason(error)}; "
                    f"{count} note{'s wait' if count > 1 else ' waits'} until it can"
                )
                return
            except BaseException:
                # It would keep all later ones waiting.
                self._waiting.popleft()
                raise
            self._waiting.popleft()
        self.trouble = None

    def _reason(self, error: Exception) -> str:
        return reason(error, self.engine.url)

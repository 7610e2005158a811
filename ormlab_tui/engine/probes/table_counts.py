"""How many rows tables have, without counting a large one again for every statement."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Up to this many rows a table is counted each time.
COUNTED_ROWS = 5000

_INSERT = re.compile(r'INSERT INTO (?:"([^"]+)"|(\w+)) ', re.IGNORECASE)
_CONFLICT = re.compile(r"\bON CONFLICT\b", re.IGNORECASE)


class Counts:
    """The counts of one connection's view, kept up by the statements it has run since.

    Only what can't be mistaken is reckoned with: updates alone leave every count as it was, and
    plain inserts into one table alone add as many rows as the driver says were changed.
    """

    def __init__(self) -> None:
        self._totals: dict[str, int] = {}
        self._changes = 0
        self._inserted: set[str] = set()
        self._updated = False
        self._unknown = True
        self._last: str | None = None

    def ran(self, statement: str) -> None:
        """Take in a statement that the connection has run."""
        if statement is self._last:
            return
        self._last = statement
        verb = statement[:6].upper()
        if verb == "UPDATE":
            self._updated = True
        elif verb == "INSERT":
            match = _INSERT.match(statement)
            if match is None or _CONFLICT.search(statement):
                self._unknown = True
            else:
                self._inserted.add(match[1] or match[2])
        else:
            self._unknown = True

    def forget(self) -> None:
        """Count every table again: the view is another one."""
        self._unknown = True

    def read(self, changes: int, has_triggers: bool) -> Callable[[str, Callable[[], int]], int]:
        """Return what tells a table's total by its name and a function that counts it.

        `changes` is the driver's count of rows changed so far. What was taken in is settled.
        """
        added, self._changes = changes - self._changes, changes
        if has_triggers or len(self._inserted) + self._updated > 1:
            self._unknown = True
        known = {} if self._unknown else dict(self._totals)
        for name in self._inserted:
            if name in known:
                known[name] += added
        self._inserted.clear()
        self._updated = self._unknown = False
        self._last = None
        totals = self._totals = {}

        def total(name: str, count: Callable[[], int]) -> int:
            found = known.get(name, 0)
            if found <= COUNTED_ROWS:
                found = count()
            totals[name] = found
            return found

        return total

"""A unified diff as data: its lines with their numbers before and after the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.panes.code_source import source_lines

LineKind = Literal["file", "hunk", "context", "added", "removed", "note"]
CODE_KINDS: Final[frozenset[LineKind]] = frozenset({"context", "added", "removed"})
_KINDS: Final[dict[str, LineKind]] = {"+": "added", "-": "removed", " ": "context"}
_HUNK: Final = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line: `number` is its own in the diff, from 1; `old` and `new` are the file's.

    `text` is without the sign; of a file's line it is the file's name.
    """

    number: int
    kind: LineKind
    text: str
    old: int | None = None
    new: int | None = None

    @property
    def is_code(self) -> bool:
        """Whether it is a line of a file, which can be commented on."""
        return self.kind in CODE_KINDS


def parse_diff(text: str) -> tuple[DiffLine, ...]:
    """Return the lines of a unified diff; what surrounds the changes is left out.

    A text without any change's heading is taken as lines that are all context.
    """
    lines = source_lines(text)
    if not any(_HUNK.match(line) for line in lines):
        return tuple(DiffLine(number, "context", line) for number, line in enumerate(lines, 1))
    return tuple(_parsed(lines))


def _parsed(lines: list[str]) -> Iterator[DiffLine]:
    old = new = old_left = new_left = 0
    removed_from = ""
    for number, line in enumerate(lines, 1):
        if old_left > 0 or new_left > 0:
            # An empty line is one of context whose space was lost on the way.
            kind = _KINDS.get(line[:1] or " ")
            if kind is None:
                yield DiffLine(number, "note", line.removeprefix("\\").strip())
                continue
            in_old, in_new = kind != "added", kind != "removed"
            yield DiffLine(number, kind, line[1:], old if in_old else None, new if in_new else None)
            old, old_left = old + in_old, old_left - in_old
            new, new_left = new + in_new, new_left - in_new
        elif hunk := _HUNK.match(line):
            old, new = int(hunk[1]), int(hunk[3])
            old_left, new_left = int(hunk[2] or 1), int(hunk[4] or 1)
            yield DiffLine(number, "hunk", line)
        elif line.startswith("--- "):
            removed_from = _file_name(line)
        elif line.startswith("+++ "):
            name = _file_name(line)
            yield DiffLine(number, "file", removed_from if name == "/dev/null" else name)
        elif line.startswith("\\"):
            yield DiffLine(number, "note", line.removeprefix("\\").strip())


def _file_name(line: str) -> str:
    name = line[4:].split("\t")[0].strip()
    return name[2:] if name[:2] in ("a/", "b/") else name


def quoted(line: DiffLine) -> str:
    """Return a line as a comment on it quotes it: its place, its sign and its code."""
    place = line.new if line.new is not None else line.old
    sign = {"added": "+", "removed": "-"}.get(line.kind, " ")
    number = f"{place} " if place is not None else ""
    return f"{number}{sign} {inert(line.text.strip(), 200)}"

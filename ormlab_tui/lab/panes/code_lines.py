"""The lines of the Code pane: sign, line number, what the line does in the run, the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.panes.code_history import NEVER_RUNS, LineHistory
from ormlab_tui.lab.panes.code_source import SourceText
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import Lines

JUST_RUN: Final = Sign("▶", "bold $text-accent")
JUST_RUN_TOO: Final = Sign("▌", "bold $text-accent")
NEXT: Final = Sign("▷", "bold $text-secondary")
NEXT_TOO: Final = Sign("┆", "bold $text-secondary")
NEITHER: Final = Sign(" ", signs.QUIET)

Part = Literal["just-run", "next", ""]
_NOWHERE: Final = range(0)


class Look(NamedTuple):
    """All of a line that a step can alter: its statement, its sign, and what it does."""

    part: Part
    sign: Sign
    does: Sign


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines, from 0, of the statement just run and of the next, and what the first did."""

    just_run: range = _NOWHERE
    next: range = _NOWHERE
    did: Sign = NEVER_RUNS


class CodeLines(Lines):
    """A file's lines behind a gutter that stays where it is when the code scrolls sideways."""

    def __init__(self, file: str, source: SourceText, history: LineHistory) -> None:
        self.file = file
        self.source = source
        self.marked = Marked()
        self.count = len(source.lines)
        self._history = history
        self._digits = max(2, len(str(self.count)))
        self.gutter = self._digits + 4
        self.width = self.gutter + source.width + 1

    def line(self, index: int) -> Content:
        """Return one line of the file behind its signs."""
        part, sign, does = self.look(index)
        if part:
            number = sign.style
        elif does is NEVER_RUNS:
            number = "$foreground 35%"
        else:
            number = "$foreground 75%"
        return Content.assemble(
            (sign.sign, sign.style),
            (f"{index + 1:>{self._digits}} ", number),
            (f"{does.sign} ", does.style),
            self.source.line(index),
        )

    def look(self, index: int) -> Look:
        """Return how a line looks."""
        marked = self.marked
        if marked.just_run and index == marked.just_run.start:
            return Look("just-run", JUST_RUN, marked.did)
        does = self._history.in_run(self.file, index + 1)
        if index in marked.just_run:
            begins = marked.next and index == marked.next.start
            return Look("just-run", NEXT if begins else JUST_RUN_TOO, does)
        if index in marked.next:
            return Look("next", NEXT if index == marked.next.start else NEXT_TOO, does)
        return Look("", NEITHER, does)

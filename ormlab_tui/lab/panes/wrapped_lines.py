"""A few facts, each wrapped to the width of the view, so that nothing of them lies outside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from ormlab_tui.lab.widgets.line_list import Lines

#: What is wrapped to more lines than this is cut.
_MOST_LINES = 12
#: A text is wrapped beside its name where this much room is left there, else below it.
_ROOM_BESIDE = 10
_INDENT = 4


_NO_NAME = Content()


@dataclass(frozen=True, slots=True)
class Fact:
    """A text, and what stands before its first line: a name, or nothing."""

    text: Content
    name: Content = _NO_NAME


class WrappedLines(Lines):
    """Facts one below the other; each is one entry."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._starts: list[int] = []
        self._lines: list[Content] = []
        self._width = 0
        self._lay_out()

    def line(self, index: int) -> Content:
        """Return one line of a fact."""
        return self._lines[index]

    def entry(self, index: int) -> tuple[int, int]:
        """Return the lines of the fact that the line belongs to."""
        number = self.number(index)
        last = number + 1 == len(self._starts)
        return self._starts[number], self.count if last else self._starts[number + 1]

    def number(self, index: int) -> int:
        """Return the place of the fact that the line belongs to."""
        return bisect_right(self._starts, index) - 1

    def first_line(self, number: int) -> int:
        """Return the first line of a fact."""
        return self._starts[number]

    def fit(self, width: int) -> bool:
        """Wrap to the width."""
        if width == self._width:
            return False
        self._width = width
        self._lay_out()
        return True

    def _lay_out(self) -> None:
        self._starts, self._lines = [], []
        for fact in self.facts:
            self._starts.append(len(self._lines))
            self._lines += _wrapped(fact, self._width)
        self.count = len(self._lines)


def _wrapped(fact: Fact, width: int) -> list[Content]:
    beside = fact.name.cell_length
    if not width or beside + fact.text.cell_length <= width:
        return [fact.name + fact.text]
    if not beside:
        lines = fact.text.wrap(max(1, width - _INDENT))
        first, beside = lines[0], _INDENT
    elif width - beside >= _ROOM_BESIDE:
        lines = fact.text.wrap(width - beside)
        first = fact.name + lines[0]
    else:
        lines = [fact.name, *fact.text.wrap(max(1, width - _INDENT))]
        first, beside = lines[0], _INDENT
    shown = [first, *(line.pad_left(beside) for line in lines[1:_MOST_LINES])]
    if len(lines) > _MOST_LINES:
        shown[-1] = (shown[-1] + " …").truncate(width, ellipsis=True)
    return shown

"""What the checks said: entries with their details, each wrapped to the width of the view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from ormlab_tui.lab import signs
from ormlab_tui.lab.task_reports import Detail, Entry
from ormlab_tui.lab.widgets.line_list import LineList, Lines

_MARGIN = 3
#: As wide as the longest name of a detail, and two more.
_NAME = 10
#: A detail of more lines is cut.
_MOST_LINES = 12


class EntryLines(Lines):
    """Entries, each with its details below it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._starts: list[int] = []
        self._lines: list[Content] = []
        self._width = 0

    def line(self, index: int) -> Content:
        """Return the line."""
        return self._lines[index]

    def entry(self, index: int) -> tuple[int, int]:
        """Return the lines of the entry."""
        number = self.number(index)
        last = number + 1 == len(self._starts)
        return self._starts[number], self.count if last else self._starts[number + 1]

    def number(self, index: int) -> int:
        """Return the place of the entry that the line belongs to."""
        return bisect_right(self._starts, index) - 1

    def first_line(self, number: int) -> int:
        """Return the first line of an entry."""
        return self._starts[number]

    def fit(self, width: int) -> bool:
        """Wrap to the width."""
        if width == self._width:
            return False
        self._width = width
        self._starts, self._lines = [], []
        for entry in self.entries:
            self._starts.append(len(self._lines))
            self._lines += _entry_lines(entry, width)
        self.count = len(self._lines)
        return True


def _entry_lines(entry: Entry, width: int) -> list[Content]:
    room = max(10, width - _MARGIN)
    first, *others = entry.head.wrap(room) or [Content("")]
    lines = [Content.assemble((f" {entry.sign.sign} ", entry.sign.style), first)]
    lines += [other.pad_left(_MARGIN) for other in others]
    for detail in entry.details:
        lines += _detail_lines(detail, room)
    return lines


def _detail_lines(detail: Detail, room: int) -> list[Content]:
    indent = _NAME if detail.name else 0
    wrapped: list[Content] = []
    for line in detail.text.split("\n", allow_blank=True):
        wrapped += line.wrap(max(10, room - indent)) or [Content("")]
        if len(wrapped) > _MOST_LINES:
            wrapped = [*wrapped[:_MOST_LINES], Content("…")]
            break
    name = Content.styled(f"{detail.name:<{indent}}", signs.QUIET)
    return [
        (name + line if not at else line.pad_left(indent)).pad_left(_MARGIN)
        for at, line in enumerate(wrapped)
    ]


class CheckResults(LineList):
    """The results of the last run of a task's checks, or of the one that goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Step it", tooltip="Record this test and step through it"),
        Binding("g", "go_to_place", "To the line", tooltip="Go to the line in your file"),
        Binding("n", "turn(1)", "Next failure", tooltip="Go to what fails next"),
        Binding("p", "turn(-1)", "Failure before", show=False, tooltip="Go to the failure before"),
    ]

    class PlaceChosen(Message):
        """The user wants to see the line that an entry names."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    @property
    def entry(self) -> Entry | None:
        """The entry that is highlighted."""
        return self.entry_at(self.highlighted) if self.highlighted is not None else None

    def entry_at(self, line: int) -> Entry | None:
        """Return the entry that a line belongs to."""
        lines = self.lines
        return lines.entries[lines.number(line)] if isinstance(lines, EntryLines) else None

    def show_entries(self, entries: Sequence[Entry], empty: str = "") -> None:
        """Show other entries, the same one highlighted as before."""
        here = self.lines.number(self.highlighted) if self.highlighted is not None else None
        lines = EntryLines(entries)
        self.show(lines, empty)
        if here is not None and here < len(entries):
            self.highlight(lines.first_line(here), reveal=False)

    def show_first_failure(self) -> None:
        """Highlight what failed first, if anything did."""
        self.highlighted = None
        lines = self.lines
        if isinstance(lines, EntryLines):
            bad = [at for at, entry in enumerate(lines.entries) if entry.is_bad]
            if bad:
                self.highlight(lines.first_line(bad[0]))

    def action_turn(self, by: int) -> None:
        """Highlight the next entry that failed, or the one before."""
        lines = self.lines
        if not isinstance(lines, EntryLines):
            raise SkipAction
        here = lines.number(self.highlighted) if self.highlighted is not None else -1
        bad = [at for at, entry in enumerate(lines.entries) if entry.is_bad]
        further = [at for at in bad if (at > here if by > 0 else at < here)]
        if further:
            self.highlight(lines.first_line(further[0] if by > 0 else further[-1]))

    def action_go_to_place(self) -> None:
        """Ask to see the line that the entry names."""
        if self.entry is None:
            raise SkipAction
        self.post_message(self.PlaceChosen(self.entry))

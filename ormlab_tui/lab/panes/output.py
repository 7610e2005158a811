"""The Output pane: what the script had printed by this step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import LONGEST_LINE, inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.run_index import RunIndex
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.widgets.line_list import LineList, Lines
from ormlab_tui.lab.words import counted
from ormlab_tui.recording import Step
from ormlab_tui.recording.events import Output, Stream

_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line; `open` where no newline ended it yet."""

    stream: Stream
    text: str
    open: bool


def printed_lines(step: Step) -> Iterator[tuple[Printed, int]]:
    """Yield the lines that a step printed, each one line high."""
    for event in step.events:
        if isinstance(event, Output) and event.text:
            lines = event.text.replace("\r\n", "\n").split("\n")
            last = lines.pop()
            for line in lines:
                yield Printed(event.stream, line, False), 1
            if last:
                yield Printed(event.stream, last, True), 1


class OutputLines(Lines):
    """The lines printed up to a step; those of the step itself marked."""

    def __init__(self, index: RunIndex[Printed]) -> None:
        self._index = index
        self._step = -1
        self._measured = 0

    def show_until(self, step: int) -> None:
        """Show what there is at `step`."""
        self._step = step
        self.count = self._index.until(step)
        for entry in self._index.entries[self._measured :]:
            # Only a text with more characters than half the width can be wider.
            if 2 * len(entry.text) + _MARGIN + 1 > self.width:
                width = cell_len(inert(entry.text)) + _MARGIN + entry.open
                self.width = max(self.width, min(width, LONGEST_LINE))
        self._measured = len(self._index.entries)

    def line(self, index: int) -> Content:
        """Return one printed line behind its sign and the line of the script."""
        printed = self._index.entries[index]
        step = self._index.recording.steps[self._index.steps[index]]
        mark = signs.THIS_STEP if step.index == self._step else signs.NOT_THIS_STEP
        wrong = printed.stream == "stderr"
        return Content.assemble(
            (mark.sign, mark.style),
            (f"{step.lines[0]:>4} ", signs.QUIET),
            (signs.STDERR.sign if wrong else " ", signs.STDERR.style),
            " ",
            (inert(printed.text), signs.STDERR.style if wrong else "$foreground"),
            ("›" if printed.open else "", signs.QUIET),
        )


class OutputPane(Pane):
    """What was printed up to this step, line by line; ``!`` marks standard error."""

    title: ClassVar[str] = "Output"
    slug: ClassVar[str] = "output"

    def __init__(self) -> None:
        super().__init__()
        self._index: RunIndex[Printed] | None = None

    def compose(self) -> ComposeResult:
        """Return the list of printed lines."""
        yield LineList(id="output-lines")

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return whether the move passes anything printed."""
        index = self._index
        if index is None or before.step < 0 or moment.step < 0:
            return True
        index.grow(moment.step)
        return index.until(before.step) != index.until(moment.step) or bool(
            index.of_step(before.step) or index.of_step(moment.step)
        )

    def changed_in(self, moment: Moment) -> bool:
        """Return whether the moment's own step printed anything."""
        index = self._index
        return index is not None and bool(index.of_step(moment.step))

    def clear(self) -> None:
        """Forget the recording."""
        self._index = None
        self._list.show(StyledLines())
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Show what was printed up to the moment, the last of it in view."""
        if self._index is None:
            self._index = RunIndex(moment.recording, printed_lines)
            self._list.show(OutputLines(self._index))
        index, lines = self._index, self._list.lines
        assert isinstance(lines, OutputLines)
        index.grow(moment.step)
        lines.show_until(moment.step)
        self._list.show(
            lines, "Nothing has run yet." if moment.step < 0 else "Nothing has been printed so far."
        )
        here = index.of_step(moment.step)
        self._list.highlight(here[0] if here else None, reveal=False)
        if here:
            self._list.reveal(here[0], here[-1] + 1)
        elif lines.count:
            self._list.reveal(lines.count - 1)
        new = f", {len(here)} in this step" if here else ""
        self.summarise(counted(lines.count, "line") + new)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that printed the line."""
        message.stop()
        if self._index is not None:
            self.go_to(self._index.steps[message.index])

    def text(self) -> str:
        """Return what was printed up to this step, standard error marked by ``!``."""
        if self._index is None or not self._list.lines.count:
            return self._list.empty
        return "\n".join(
            ("! " if printed.stream == "stderr" else "") + inert(printed.text)
            for printed in self._index.entries[: self._list.lines.count]
        )

    @property
    def _list(self) -> LineList:
        return self.query_one("#output-lines", LineList)

"""The Code pane: the source of the statement just run, and the statement that comes next."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.code_history import LineHistory
from ormlab_tui.lab.panes.code_lines import CodeLines, Marked
from ormlab_tui.lab.panes.code_list import CodeList
from ormlab_tui.lab.panes.code_source import SourceText
from ormlab_tui.lab.panes.code_words import next_words
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.recording import Recording, Step

_LONGEST_NAME: Final = 80
#: Seconds between two slices of colouring.
_BETWEEN_SLICES: Final = 0.01


class CodePane(Pane):
    """The module that the step just run is in; another module's step switches the file.

    Lines are counted from 1 here. Call `recording_grew` when the recording has become longer.
    """

    title: ClassVar[str] = "Code"
    slug: ClassVar[str] = "code"

    class LineChosen(Message):
        """The user clicked a line, or pressed Enter on it: go to the next step that runs it."""

        def __init__(self, pane: CodePane, file: str, line: int) -> None:
            super().__init__()
            self.pane = pane
            self.file = file
            self.line = line

        @property
        def control(self) -> CodePane:
            """The pane."""
            return self.pane

    def __init__(self) -> None:
        super().__init__()
        self._shown: Moment | None = None
        self._sources: dict[str, SourceText] = {}
        self._history: LineHistory | None = None
        self._colouring = False

    def compose(self) -> ComposeResult:
        """Return the list of lines."""
        yield CodeList(empty="No script is open yet.", id="code-lines")

    @property
    def file(self) -> str | None:
        """The name of the file shown; None where none is."""
        lines = self._list.lines
        return lines.file if isinstance(lines, CodeLines) else None

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return True: every step runs another statement."""
        return True

    def clear(self) -> None:
        """Forget the recording."""
        self._shown = None
        self._sources = {}
        self._history = None
        self._list.show(StyledLines(), "No script is open yet.")
        self.border_title = Content(self.title)
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Show the file of the statement just run, and mark it and the next one."""
        self._shown = moment
        recording, step = moment.recording, moment.step
        if self._history is None:
            self._history = LineHistory(recording)
        before = self._list.looks()
        self._history.grow()
        just_run = recording.steps[step] if step >= 0 else None
        following = recording.steps[step + 1] if step < recording.last else None
        first = just_run or following
        file = first.file if first is not None else recording.script.name
        if file != self.file:
            before = {}
            self._show_file(file, recording, self._history)
        lines = self._list.lines
        words = next_words(recording, step)
        if isinstance(lines, CodeLines):
            marked = Marked(
                _lines(just_run, lines), _lines(following, lines), self._history.in_step(step)
            )
            if just_run is not None and not marked.just_run:
                words = f"line {just_run.lines[0]} is not in this file; {words}"
            self._list.mark(marked, before)
            self._colour()
        self.summarise(words)

    def _show_file(self, file: str, recording: Recording, history: LineHistory) -> None:
        self.border_title = Content(f"{self.title} · {inert(file, _LONGEST_NAME)}")
        if file not in self._sources and file in recording.sources:
            self._sources[file] = SourceText(recording.sources[file])
        source = self._sources.get(file)
        name = inert(file, _LONGEST_NAME)
        if source is None:
            self._list.show(StyledLines(), f"The source of {name} is not in this recording.")
            return
        self._list.highlighted = None
        self._list.show(CodeLines(file, source, history), f"{name} is empty.")
        self._list.scroll_to(x=0, animate=False, immediate=True, force=True)

    def _colour(self) -> None:
        if not self._colouring:
            self._colour_on()

    def _colour_on(self) -> None:
        self._colouring = self._list.colour()
        if self._colouring:
            # Keys and steps are heard between two slices.
            self.set_timer(_BETWEEN_SLICES, self._colour_on)

    def recording_grew(self) -> None:
        """Show what a longer recording tells of the same step: the next one, the lines that run."""
        if self._shown is not None:
            self.refresh_for(self._shown)

    def show_line(self, line: int) -> None:
        """Highlight a line of the file shown and scroll to it."""
        self._list.highlight(line - 1)

    def lines_with(self, text: str) -> list[int]:
        """Return the lines of the file shown that have the text, in any case."""
        lines = self._list.lines
        return lines.source.lines_with(text) if isinstance(lines, CodeLines) else []

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the next step that runs the line."""
        message.stop()
        if self.file is not None:
            self.post_message(self.LineChosen(self, self.file, message.index + 1))

    def text(self) -> str:
        """Return the whole file with its marks."""
        return self._list.text()

    @property
    def _list(self) -> CodeList:
        return self.query_one(CodeList)


def _lines(step: Step | None, lines: CodeLines) -> range:
    """Return the lines of the step's statement, from 0, that the file shown has."""
    if step is None or step.file != lines.file:
        return range(0)
    first, last = step.lines
    return range(first - 1, last)[: max(0, lines.count - first + 1)]

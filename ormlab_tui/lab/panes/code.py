"""The Code pane: the source of the statement just run, and the statement that comes next."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.code_history import LineHistory
from ormlab_tui.lab.panes.code_lines import CodeLines, Look, Marked
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
        shown, self._shown = self._shown, moment
        if self._history is None:
            self._history = LineHistory(moment.recording)
        before = self._list.looks()
        self._history.grow()
        # While the recording grows, the user may be reading another file.
        if shown is None or shown.step != moment.step or self.file is None:
            file = _file_of(moment)
            if file != self.file:
                before = {}
                self._open(file, moment.recording, self._history)
        self._mark(moment, self._history, before)

    def _open(self, file: str, recording: Recording, history: LineHistory) -> None:
        name = inert(file, _LONGEST_NAME)
        self.border_title = Content(f"{self.title} · {name}")
        if file not in self._sources and file in recording.sources:
            self._sources[file] = SourceText(recording.sources[file])
        source = self._sources.get(file)
        self._list.highlighted = None
        if source is None:
            self._list.show(StyledLines(), f"The source of {name} is not in this recording.")
        else:
            self._list.show(CodeLines(file, source, history), f"{name} is empty.")
            self._list.scroll_to(x=0, animate=False, immediate=True, force=True)
            self._colour()

    def _mark(self, moment: Moment, history: LineHistory, before: dict[int, Look]) -> None:
        recording, step, lines = moment.recording, moment.step, self._list.lines
        just_run = _just_run(moment)
        words: list[str] = []
        is_seen = False
        if isinstance(lines, CodeLines):
            marked = Marked(
                _lines(just_run, lines), _lines(_following(moment), lines), history.in_step(step)
            )
            self._list.mark(marked, before)
            is_seen = self._list.shows(marked.next)
            if just_run is not None and just_run.file == lines.file and not marked.just_run:
                words.append(f"line {just_run.lines[0]} ran, which is not here")
        words.append(next_words(recording, step, is_seen))
        self.summarise("; ".join(filter(None, words)))

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

    def show_line(self, file: str, line: int) -> None:
        """Highlight a line of a file and scroll to it; the next move shows its own file again."""
        moment, history = self._shown, self._history
        if moment is None or history is None:
            return
        if file != self.file:
            self._open(file, moment.recording, history)
            self._mark(moment, history, {})
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


def _just_run(moment: Moment) -> Step | None:
    return moment.recording.steps[moment.step] if moment.step >= 0 else None


def _following(moment: Moment) -> Step | None:
    recording = moment.recording
    return recording.steps[moment.step + 1] if moment.step < recording.last else None


def _file_of(moment: Moment) -> str:
    """Return the file of the statement just run, before the first that of the next."""
    step = _just_run(moment) or _following(moment)
    return step.file if step is not None else moment.recording.script.name


def _lines(step: Step | None, lines: CodeLines) -> range:
    """Return the lines of the step's statement, from 0, that the file shown has."""
    if step is None or step.file != lines.file:
        return range(0)
    first, last = step.lines
    return range(first - 1, last)[: max(0, lines.count - first + 1)]

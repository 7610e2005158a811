"""The SQL pane: every statement and transaction event from the run's start to this step."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.run_index import RunIndex
from ormlab_tui.lab.panes.sql_entries import SqlEntries, SqlEntry
from ormlab_tui.lab.panes.sql_lines import SqlLines, details
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.panes.wrapped_lines import WrappedLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.words import counted
from ormlab_tui.recording.events import State
from ormlab_tui.recording.values import ObjectStateName


class SqlPane(Pane):
    """What was sent, why, and in which transaction; one statement in full below, given room."""

    title: ClassVar[str] = "SQL"
    slug: ClassVar[str] = "sql"

    def __init__(self) -> None:
        super().__init__()
        self._index: RunIndex[SqlEntry] | None = None
        self._lines: SqlLines | None = None

    def compose(self) -> ComposeResult:
        """Return the list of the run and the details of one statement."""
        yield LineList(id="sql-run")
        yield LineList(id="sql-details", classes="details")

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return whether the move passes any statement, or may alter the words for none."""
        if self._index is None or not self._index.until(before.step):
            return True
        self._index.grow(moment.step)
        index = self._index
        return index.until(before.step) != index.until(moment.step) or bool(
            index.of_step(before.step) or index.of_step(moment.step)
        )

    def changed_in(self, moment: Moment) -> bool:
        """Return whether the moment's own step sent anything, or had a transaction's event."""
        index = self._index
        return index is not None and bool(index.of_step(moment.step))

    def clear(self) -> None:
        """Forget the recording."""
        self._index = None
        self._lines = None
        self._run.show(StyledLines())
        self._details.show(StyledLines())
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Show the run's statements up to the moment, those of this step marked and in view."""
        if self._index is None:
            recording = moment.recording
            self._index = RunIndex(recording, SqlEntries().of_step)
            self._lines = SqlLines(self._index)
        index, lines = self._index, self._lines
        assert lines is not None
        index.grow(moment.step)
        lines.show_until(moment.step)
        run = self._run
        run.show(lines, why_no_sql(moment) if not lines.count else "")
        here = index.of_step(moment.step)
        if here:
            chosen = next((each for each in here if index.entries[each].is_sql), here[0])
            run.highlight(index.start(chosen), reveal=False)
            run.reveal(index.start(here[0]), index.start(here[-1] + 1))
        elif lines.count:
            run.reveal(lines.count - 1)
        self._show_details()
        statements = index.entries[index.until(moment.step) - 1].number if lines.count else 0
        new = sum(index.entries[each].is_sql for each in here)
        self.summarise(counted(statements, "statement") + (f", {new} in this step" if new else ""))

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the highlighted statement in full."""
        message.stop()
        if message.line_list is self._run:
            self._show_details()

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that sent it."""
        message.stop()
        if self._index is None:
            return
        line = message.index if message.line_list is self._run else self._run.highlighted
        if line is not None:
            self.go_to(self._index.steps[self._index.entry_at(line)])

    def text(self) -> str:
        """Return every statement of the run up to this step, in full."""
        if self._index is None or self._lines is None or not self._lines.count:
            return self._run.empty
        index = self._index
        until = index.entry_at(self._lines.count - 1) + 1
        return "\n\n".join(
            "\n".join((fact.name + fact.text).plain for fact in details(index, entry))
            for entry in range(until)
        )

    def _show_details(self) -> None:
        line = self._run.highlighted
        if self._index is None or line is None:
            self._details.show(StyledLines())
            return
        self._details.show(WrappedLines(details(self._index, self._index.entry_at(line))))

    @property
    def _run(self) -> LineList:
        return self.query_one("#sql-run", LineList)

    @property
    def _details(self) -> LineList:
        return self.query_one("#sql-details", LineList)


def why_no_sql(moment: Moment) -> str:
    """Return why nothing has been sent, in words apt to the moment."""
    if moment.step < 0:
        return "Nothing has run yet."
    state = _last_state(moment)
    if state == "pending":
        return "Nothing has been sent: add() only notes the object."
    if state == "transient":
        return "Nothing has been sent: a new object is known to nobody but Python."
    if any(moment.world.of_kind("session")):
        return "Nothing has been sent: a session connects when it first has to."
    return "Nothing has been sent so far."


def _last_state(moment: Moment) -> ObjectStateName | None:
    """Return the state that an object came to last, whichever it was."""
    recording = moment.recording
    step = recording.previous_with(("state",), moment.step + 1)
    states = [] if step is None else recording.steps[step].events
    return next((event.to_state for event in reversed(states) if isinstance(event, State)), None)

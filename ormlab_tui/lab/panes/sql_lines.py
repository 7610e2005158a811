"""How the SQL pane's rows and details look."""

from __future__ import annotations

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert, plain
from ormlab_tui.lab.panes.run_index import RunIndex
from ormlab_tui.lab.panes.sql_entries import SqlEntry
from ormlab_tui.lab.panes.sql_statement import folded_statement, statement_lines
from ormlab_tui.lab.panes.wrapped_lines import Fact
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import Lines
from ormlab_tui.lab.words import (
    TransactionEvent,
    batch_words,
    belongs_to,
    flush_words,
    parameters_words,
    rows_words,
    transaction_name,
    transaction_note,
)
from ormlab_tui.recording.events import (
    Begin,
    Commit,
    Flush,
    ReleaseSavepoint,
    Rollback,
    RollbackToSavepoint,
    Sql,
)

#: Below this width a statement's row has its cause in one word.
_NARROW = 60
_INSIDE = Sign("│", signs.QUIET)
_OUTSIDE = Sign(" ", "")


class SqlLines(Lines):
    """The run's statements up to a step, two lines a statement and one for anything else."""

    def __init__(self, index: RunIndex[SqlEntry]) -> None:
        self._index = index
        self._step = -1
        self._brief = False

    def fit(self, width: int) -> bool:
        """Leave out what only the details have room for, where the view is narrow."""
        brief = width < _NARROW
        differs, self._brief = brief != self._brief, brief
        return differs

    def show_until(self, step: int) -> None:
        """Show what there is at `step`."""
        self._step = step
        self.count = self._index.start(self._index.until(step))

    def entry(self, index: int) -> tuple[int, int]:
        """Return the lines of the entry that the line belongs to."""
        entry = self._index.entry_at(index)
        return self._index.start(entry), self._index.start(entry + 1)

    def line(self, index: int) -> Content:
        """Return one line of an entry."""
        place = self._index.entry_at(index)
        entry = self._index.entries[place]
        step = self._index.recording.steps[self._index.steps[place]]
        event = step.events[entry.event]
        mark = signs.THIS_STEP if step.index == self._step else signs.NOT_THIS_STEP
        head = index == self._index.start(place)
        line_number = f"{step.lines[0]:>4} " if head else "     "
        rail = _rail(event, entry)
        margin = Content.assemble(
            (mark.sign, mark.style), (line_number, signs.QUIET), (rail.sign, rail.style), " "
        )
        if isinstance(event, Sql):
            return margin + (_statement(event) if head else _about(event, entry, self._brief))
        if isinstance(event, Flush):
            return margin + _flush(event)
        return margin + _transaction(event, self._brief)  # type: ignore[arg-type]


def _rail(event: object, entry: SqlEntry) -> Sign:
    if isinstance(event, Sql) and event.error:
        return signs.ERROR
    if isinstance(event, Begin):
        return signs.BEGIN
    if isinstance(event, Commit):
        return signs.COMMIT if event.real else Sign("└", "$text-success")
    if isinstance(event, Rollback):
        return signs.ROLLBACK
    if isinstance(event, Flush):
        return signs.ERROR if event.phase == "failed" else signs.FLUSH
    return _INSIDE if entry.inside else _OUTSIDE


def _statement(event: Sql) -> Content:
    content = folded_statement(event.statement)
    return content.stylize_before("$text-error") if event.error else content


def _about(event: Sql, entry: SqlEntry, brief: bool) -> Content:
    parts: list[tuple[str, str]] = []
    if event.error:
        parts.append((inert(event.error, 300), "$text-error"))
    parts.append((entry.cause.partition(":")[0] if brief else entry.cause, signs.QUIET))
    if event.parameters:
        parts.append((inert(parameters_words(event.parameters)), "$text-secondary"))
    rest = [rows_words(event), batch_words(event), belongs_to(event.session, event.connection)]
    parts += [(each, signs.QUIET) for each in rest if each]
    return Content("  ").join(Content.styled(text, style) for text, style in parts)


def _flush(event: Flush) -> Content:
    style = signs.ERROR.style if event.phase == "failed" else signs.FLUSH.style
    return Content.assemble(
        (flush_words(event), style), (f"  session {event.session}", signs.QUIET)
    )


def _transaction(event: TransactionEvent, brief: bool = False) -> Content:
    style = f"bold {_transaction_style(event)}" if event.real else _transaction_style(event)
    note = transaction_note(event)
    if brief:
        note = note.rpartition("; ")[2]
    return Content.assemble(
        (inert(transaction_name(event)), style),
        (f"  {note}" if note else "", "italic $foreground 60%"),
        (f"  {belongs_to(event.session, event.connection)}", signs.QUIET),
    )


def _transaction_style(event: TransactionEvent) -> str:
    if isinstance(event, (Commit, ReleaseSavepoint)):
        return "$text-success"
    if isinstance(event, (Rollback, RollbackToSavepoint)):
        return "$text-error"
    return "$text-warning"


def details(index: RunIndex[SqlEntry], place: int) -> list[Fact]:
    """Return everything about one entry: the statement as written, then what is known of it."""
    entry = index.entries[place]
    step = index.recording.steps[index.steps[place]]
    event = step.events[entry.event]
    where = _fact("where", f"{step.file}, line {step.lines[0]}, step {step.index}", signs.QUIET)
    if isinstance(event, Flush):
        return [Fact(_flush(event)), where]
    if not isinstance(event, Sql):
        return [Fact(_transaction(event)), where]  # type: ignore[arg-type]
    facts = [Fact(line) for line in statement_lines(event.statement)]
    if event.error:
        facts.append(_fact("error", event.error, "$text-error"))
    if event.parameters:
        facts.append(_fact("parameters", parameters_words(event.parameters, 1500)))
    facts.append(_fact("cause", entry.cause))
    facts.append(_fact("sent by", belongs_to(event.session, event.connection)))
    results = [rows_words(event), batch_words(event), f"{event.duration_us / 1000:.1f} ms"]
    facts.append(_fact("result", ", ".join(each for each in results if each)))
    return [*facts, where]


def _fact(name: str, text: str, style: str = "$foreground") -> Fact:
    return Fact(plain(text, style), Content.styled(f"{name:<11}", signs.QUIET))

"""The Database pane: each table as this transaction sees it and as everyone else does."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual.app import ComposeResult

from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.row_differences import RowKey, RowPair, cells
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.panes.table_block import TableBlock
from ormlab_tui.lab.panes.table_lines import TableLines, row_facts
from ormlab_tui.lab.panes.table_words import database_of
from ormlab_tui.lab.panes.wrapped_lines import WrappedLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.words import counted
from ormlab_tui.recording import Recording
from ormlab_tui.recording.changes import Key, Kind
from ormlab_tui.recording.values import TableValue


class DatabasePane(Pane):
    """Where flush and commit part: rows that only one side has, or has otherwise, are marked."""

    title: ClassVar[str] = "Database"
    slug: ClassVar[str] = "database"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"table"})

    def __init__(self) -> None:
        super().__init__()
        self._blocks: dict[Key, TableBlock] = {}
        self._shown: Moment | None = None
        self._chosen: tuple[str, RowKey] | None = None

    def compose(self) -> ComposeResult:
        """Return the list of tables and the details of one row."""
        yield LineList(id="database-tables")
        yield LineList(id="database-row", classes="details")

    def clear(self) -> None:
        """Forget the recording."""
        self._blocks = {}
        self._shown = None
        self._chosen = None
        self._list.show(StyledLines(), "Nothing has run yet.")
        self._show_row(None)
        self.summarise("")

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return whether a table differs, or the words for none may."""
        return not self._blocks or super().is_concerned(before, moment)

    def refresh_for(self, moment: Moment) -> None:
        """Show the tables; only those that differ or were marked are compared anew."""
        before, self._shown = self._shown, moment
        if before is None:
            keys: set[Key] = {
                ("table", value.name)
                for value in moment.world.of_kind("table")
                if isinstance(value, TableValue)
            }
        else:
            keys = self.mine(moment.differing) | self.mine(before.changed)
        for key in keys | self.mine(moment.changed):
            block = _block(key, moment)
            if block is None:
                self._blocks.pop(key, None)
            else:
                self._blocks[key] = block
        blocks = self._in_order(moment.recording)
        lines = TableLines(blocks)
        self._list.show(lines, why_no_tables(moment) if not blocks else "")
        self._reveal(lines)
        self._choose_highlighted()
        there = [block for block in blocks if block.did != "dropped"]
        differing = sum(block.rows.differs() for block in there)
        differ = (
            ""
            if not differing
            else f", {counted(differing, 'row')} differ" + ("s" if differing == 1 else "")
        )
        self.summarise(counted(len(there), "table") + differ)

    def _in_order(self, recording: Recording) -> list[TableBlock]:
        """Return the tables by database, and in the order in which they were made."""
        keys = sorted(self._blocks, key=lambda key: _order(key, recording))
        numbers = [database_of(key[1]) for key in keys]
        several = len(set(numbers)) > 1
        blocks = []
        for place, key in enumerate(keys):
            block = self._blocks[key]
            leads = several and (not place or numbers[place - 1] != numbers[place])
            block.title(numbers[place] if leads else None)
            blocks.append(block)
        return blocks

    def _reveal(self, lines: TableLines) -> None:
        tables = self._list
        marked = lines.marked()
        if marked is None:
            tables.highlight(self._line_of_chosen(lines), reveal=False)
            return
        heading, first, end = marked
        touched = [lines.at(line)[0].pair(lines.at(line)[1]) for line in range(first, end)]
        tables.highlight(first if any(touched) else None, reveal=False)
        height = tables.scrollable_content_region.height
        tables.reveal(heading if end - heading <= height else first, end)

    def _line_of_chosen(self, lines: TableLines) -> int | None:
        if self._chosen is None:
            return None
        name, row = self._chosen
        for block in lines.blocks:
            if block.table.name == name:
                line = block.line_of(row)
                return None if line is None else lines.start(block) + line
        return None

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the highlighted row in full."""
        message.stop()
        if message.line_list is self._list:
            self._choose_highlighted()

    def _choose_highlighted(self) -> None:
        lines, line = self._list.lines, self._list.highlighted
        if line is None or not isinstance(lines, TableLines):
            self._show_row(None)
            return
        block, place = lines.at(line)
        pair = block.pair(place)
        self._chosen = (block.table.name, pair.key) if pair is not None else None
        self._show_row((block, pair) if pair is not None else None)

    def _show_row(self, row: tuple[TableBlock, RowPair] | None) -> None:
        details = self.query_one("#database-row", LineList)
        details.set_class(row is None, "-nothing")
        details.show(WrappedLines(row_facts(*row)) if row is not None else StyledLines())

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that made the row so, or that last changed the table."""
        message.stop()
        lines, line, moment = self._list.lines, self._list.highlighted, self._shown
        if moment is None or line is None or not isinstance(lines, TableLines):
            return
        block, place = lines.at(line)
        key: Key = ("table", block.table.name)
        pair = block.pair(place)
        if pair is None or pair.difference == "gone":
            self.go_to(moment.recording.last_change(key, moment.step))
        else:
            self.go_to(step_that_made(moment.recording, block, pair, moment.step))

    def text(self) -> str:
        """Return the tables as they are shown."""
        return self._list.text()

    @property
    def _list(self) -> LineList:
        return self.query_one("#database-tables", LineList)


def _block(key: Key, moment: Moment) -> TableBlock | None:
    """Return the table at the moment; one that the step dropped is there once more."""
    now = moment.world.get(key)
    if key not in moment.changed:
        return TableBlock(now, None, "kept") if isinstance(now, TableValue) else None
    old = moment.recording.value(key, moment.step - 1)
    before = old if isinstance(old, TableValue) else None
    if isinstance(now, TableValue):
        return TableBlock(now, before, "changed" if before is not None else "new")
    return TableBlock(before, None, "dropped") if before is not None else None


def _order(key: Key, recording: Recording) -> tuple[int, int, int]:
    """Return what sorts tables: their database, and when and in which place they were seen."""
    steps = recording.timelines.changes_of(key)
    first = steps[0] if steps else 0
    changed = recording.changed(first)
    return database_of(key[1]), first, changed.index(key) if key in changed else 0


def step_that_made(recording: Recording, block: TableBlock, pair: RowPair, step: int) -> int | None:
    """Return the last step, `step` included, at which either side's row became what it is."""
    key: Key = ("table", block.table.name)
    columns = block.rows.key
    steps = recording.timelines.changes_of(key)
    for place in range(bisect_right(steps, step) - 1, -1, -1):
        old = recording.value(key, steps[place] - 1)
        if not isinstance(old, TableValue):
            return steps[place]
        for row, rows in ((pair.inside, old.in_transaction), (pair.outside, old.committed)):
            if rows is None:
                continue
            if row is not None and row not in rows:
                return steps[place]
            if row is None and any(cells(each, columns) == pair.key[0] for each in rows):
                return steps[place]
    return None


def why_no_tables(moment: Moment) -> str:
    """Return why there is no table, in words apt to the moment."""
    if moment.step < 0:
        return "Nothing has run yet."
    dialects = {each.dialect for each in moment.recording.databases}
    if dialects - {"sqlite"}:
        return "No table is known: reading this database would disturb the script."
    return "No table exists yet."

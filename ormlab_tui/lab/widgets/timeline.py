"""The timeline: the whole run in a few rows, what is marked on it, and where the lab stands."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp, Resize
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from ormlab_tui.lab import signs
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.timeline_cells import Flag, MarkCell, MarkRow
from ormlab_tui.lab.widgets.timeline_marks import (
    COMMIT,
    EXCEPTION,
    MARKS,
    ROLLBACK,
    SAVEPOINT,
    SQL,
    STATE,
    MarkCounts,
)
from ormlab_tui.lab.widgets.timeline_scale import Scale, scale_of
from ormlab_tui.lab.widgets.timeline_words import column_words, count_words, place_words
from ormlab_tui.recording import BEFORE, Recording

#: Of three rows, what the session noted and sent above, what became of it below.
_UPPER: Final = (SQL, STATE)
_LOWER: Final = (EXCEPTION, ROLLBACK, COMMIT, SAVEPOINT)

START: Final = Sign("├", signs.QUIET)
PAST: Final = Sign("━", "$text-accent")
AHEAD: Final = Sign("─", signs.QUIET)
HERE: Final = Sign("▲", "bold $text-accent")
MORE: Final = Sign("…", "bold $text-accent")
_COLUMN: Final = " on $accent 30%"

#: The widths from which counts stand beside the marks, and from which they are named.
_COUNTED: Final = 60
_NAMED: Final = 110
_NAMES: Final = 34
_GAP: Final = 2


class Timeline(Widget, can_focus=False):
    """The run from left to right. Click or drag to go to a step.

    The shell sets `recording`, `step` and `running`, and calls `recording_grew` when there is
    more. `flags` are marks from outside, shown before all others.
    """

    recording: reactive[Recording | None] = reactive(None, repaint=False)
    """The recording shown; None where there is none yet."""

    step: reactive[int] = reactive(BEFORE, repaint=False)
    """Where the lab stands; -1 before the first step."""

    running: reactive[bool] = reactive(False, repaint=False)
    """Whether the script still runs, so that more steps are to come."""

    compact: reactive[bool] = reactive(False, repaint=False)
    """Whether all marks share one row."""

    flags: reactive[tuple[Flag, ...]] = reactive((), repaint=False)
    """Marks from outside: each a step, a sign and a few words."""

    class GoToStep(Message):
        """The user clicked a column, or dragged to it; `step` may be -1."""

        def __init__(self, timeline: Timeline, step: int) -> None:
            super().__init__()
            self.timeline = timeline
            self.step = step

        @property
        def control(self) -> Timeline:
            """The timeline."""
            return self.timeline

        def can_replace(self, message: Message) -> bool:
            """Let a later place of a drag take the place of one that was not acted on yet."""
            return isinstance(message, Timeline.GoToStep)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._scale = Scale(1, 1)
        self._known = 0
        self._rows: list[MarkRow] = []
        self._counts: MarkCounts | None = None
        self._dragged: int | None = None

    # --- what is shown -----------------------------------------------------------------------

    def watch_recording(self, recording: Recording | None) -> None:
        """Show another recording."""
        self._counts = MarkCounts(recording) if recording is not None else None
        self._lay_out()

    def watch_running(self) -> None:
        """Lay the steps out anew: once all are there, they use all columns."""
        self._lay_out()

    def watch_flags(self) -> None:
        """Put the flags in their columns."""
        self._lay_out()

    def watch_compact(self, compact: bool) -> None:
        """Take a row less, or one more."""
        self.set_class(compact, "-compact")

    def on_resize(self, event: Resize) -> None:
        """Lay the steps out for another width or height."""
        self._lay_out()

    def recording_grew(self) -> None:
        """Show the steps that came: only their columns are looked at, while there is room."""
        recording = self.recording
        if recording is None:
            return
        scale = self._scale_for(recording)
        if scale != self._scale or not self._known or not self.running:
            self._lay_out()
            return
        known, self._known = self._known, len(recording.steps)
        if known == self._known:
            return
        assert self._counts is not None
        self._counts.grow()
        self._fill(
            recording, range(scale.steps_of(scale.columns_of(known - 1).start).start, self._known)
        )
        x = self._x(scale.columns_of(known - 1).start)
        self.refresh(Region(x, 0, self.size.width - x, self.size.height))

    def _lay_out(self) -> None:
        recording = self.recording
        self._known = len(recording.steps) if recording is not None else 0
        marks = (_UPPER, _LOWER) if self.size.height > 2 else (MARKS,)
        self._rows = [MarkRow(each, not place) for place, each in enumerate(marks)]
        if recording is not None and self._counts is not None:
            self._counts.grow()
            self._scale = self._scale_for(recording)
            self._fill(recording, range(self._known))
        self.refresh()

    def _fill(self, recording: Recording, steps: range) -> None:
        for row in self._rows:
            row.fill(recording, self._scale, steps, self.flags)

    def _scale_for(self, recording: Recording) -> Scale:
        columns = self.size.width - 1 - self._legend_width(len(recording.steps) - 1)
        return scale_of(len(recording.steps), max(1, columns), self.running)

    def _legend_width(self, last: int) -> int:
        """Return how many columns at the right say in words where the lab stands."""
        width = self.size.width
        brief = width < _COUNTED
        place = max(
            len(place_words(step, last, self.running, brief)) for step in (BEFORE, max(0, last))
        )
        if width >= _NAMED:
            place = max(place, _NAMES)
        return _GAP + place

    # --- the move of the cursor -------------------------------------------------------------

    def watch_step(self, old: int, new: int) -> None:
        """Draw the columns that differ."""
        height = self.size.height
        here = [self._columns_of(step) for step in (old, new)]
        low, high = min(c.start for c in here), max(c.stop for c in here)
        legend = self._x(self._scale.columns)
        self.refresh(
            *(Region(self._x(c.start), 0, len(c), height) for c in here),
            Region(self._x(low), height - 1, high - low, 1),
            Region(legend, height - 1, max(0, self.size.width - legend), 1),
        )

    def _columns_of(self, step: int) -> range:
        """Return the columns of a step; those before the first step are -1."""
        return self._scale.columns_of(step) if step >= 0 else range(-1, 0)

    def _x(self, column: int) -> int:
        return column + 1

    # --- drawing ----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        width, height = self.size
        if not self._known:
            content = self._nothing() if y == height // 2 else Content()
        elif y == height - 1:
            content = self._track(self._rows[0] if height == 1 else None) + self._place(width)
        else:
            content = self._marks(self._rows[min(y, len(self._rows) - 1)]) + self._count(y, width)
        strips = Visual.to_strips(
            self, content.truncate(width), width, 1, self.visual_style, pad=True
        )
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    def _nothing(self) -> Content:
        words = " Recording: nothing has run yet." if self.running else " Nothing has run yet."
        return Content.styled(words, f"italic {signs.QUIET}")

    def _marks(self, row: MarkRow) -> Content:
        here = self._columns_of(self.step)
        blank = MarkCell(Sign(" ", ""), BEFORE)
        return Content.assemble(
            *(
                _cell(row.cells.get(column, blank).sign, column in here)
                for column in range(-1, self._scale.columns)
            )
        )

    def _track(self, row: MarkRow | None) -> Content:
        here = self._columns_of(self.step)
        end = self._scale.columns_of(self._known - 1).stop
        cells = []
        for column in range(-1, self._scale.columns):
            mark = row.cells.get(column) if row is not None else None
            if column == here.start:
                sign = HERE
            elif mark is not None:
                sign = mark.sign
            elif column < 0:
                sign = START
            elif column < here.stop:
                sign = PAST
            elif column < end:
                sign = AHEAD
            else:
                sign = MORE if column == end and self.running else Sign(" ", "")
            cells.append(_cell(sign, column in here))
        return Content.assemble(*cells)

    def _place(self, width: int) -> Content:
        words = place_words(self.step, self._known - 1, self.running, width < _COUNTED)
        return Content.styled(" " * _GAP + words, "bold $foreground")

    def _count(self, y: int, width: int) -> Content:
        if width < _COUNTED or self._counts is None:
            return Content()
        room = width - self._x(self._scale.columns) - _GAP
        marks = (_UPPER, _LOWER)[y] if len(self._rows) > 1 else MARKS
        return Content(" " * _GAP) + count_words(self._counts, marks, room)

    # --- the mouse --------------------------------------------------------------------------

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go to the step clicked, and follow the mouse until it is let go."""
        step = self._step_at(event)
        if step is not None:
            self.capture_mouse()
            self._go_to(step)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Follow the mouse while it is held down; say otherwise what stands below it."""
        step = self._step_at(event)
        if self._dragged is not None and step is not None:
            if step != self._dragged:
                self._go_to(step)
            return
        self.tooltip = self._words_at(event)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let go of the mouse."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def _go_to(self, step: int) -> None:
        self._dragged = step
        self.post_message(self.GoToStep(self, step))

    def _column_at(self, event: MouseEvent) -> int | None:
        column = event.get_content_offset_capture(self).x - 1
        if self._dragged is not None:
            column = max(-1, min(column, self._scale.columns - 1))
        return column if self._known and -1 <= column < self._scale.columns else None

    def _step_at(self, event: MouseEvent) -> int | None:
        """Return the step to go to: of the sign below the mouse, or else of the column."""
        column = self._column_at(event)
        if column is None:
            return None
        if column < 0:
            return BEFORE
        y = event.get_content_offset_capture(self).y
        if 0 <= y < len(self._rows) and column in self._rows[y].cells:
            return self._rows[y].cells[column].step
        marked = [row.cells[column].step for row in self._rows if column in row.cells]
        first = self._scale.steps_of(column).start
        return min(min(marked, default=first), self._known - 1)

    def _words_at(self, event: MouseEvent) -> Content | None:
        column, recording = self._column_at(event), self.recording
        if column is None or column < 0 or recording is None:
            return None
        steps = self._scale.steps_of(column)
        steps = range(steps.start, min(steps.stop, self._known))
        return column_words(recording, steps, self.flags) if steps else None


def _cell(sign: Sign, here: bool) -> tuple[str, str]:
    return sign.sign, sign.style + _COLUMN if here else sign.style

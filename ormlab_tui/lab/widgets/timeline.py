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
from ormlab_tui.lab.widgets.timeline_cells import ONE_ROW, TWO_ROWS, Flag, TimelineCells
from ormlab_tui.lab.widgets.timeline_drawing import marks_row, track_row
from ormlab_tui.lab.widgets.timeline_marks import MarkCounts
from ormlab_tui.lab.widgets.timeline_words import (
    COUNTED,
    NAMED,
    NAMES,
    all_counts,
    column_words,
    count_words,
    place_words,
)
from ormlab_tui.recording import BEFORE, Recording

_GAP: Final = "  "


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
        self._cells: TimelineCells | None = None
        self._counts: MarkCounts | None = None
        self._beside = 0
        self._dragged: int | None = None

    # What is shown.

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
        """Show the steps that came; only their columns are drawn while there is room."""
        cells, counts = self._cells, self._counts
        if cells is None or counts is None or self._room_beside() != self._beside:
            self._lay_out()
            return
        counts.grow()
        x = cells.grow() + 1
        # One column more, for what says that there is more to come.
        self.refresh(Region(x, 0, max(0, self.size.width - x), self.size.height))

    def _lay_out(self) -> None:
        recording = self.recording
        self._cells = None
        if recording is not None and recording.steps and self._counts is not None:
            self._counts.grow()
            self._beside = self._room_beside()
            self._cells = TimelineCells(
                recording,
                max(1, self.size.width - 1 - self._beside),
                growing=self.running,
                rows=TWO_ROWS if self.size.height > 2 else ONE_ROW,
                flags=self.flags,
            )
        self.refresh()

    def _room_beside(self) -> int:
        """Return how many columns at the right are kept for words."""
        recording, width = self.recording, self.size.width
        last = max(0, recording.last) if recording is not None else 0
        room = max(len(self._place(step, last)) for step in (BEFORE, last))
        if width >= NAMED:
            room = max(room, NAMES)
        return len(_GAP) + room

    def _place(self, step: int, last: int) -> str:
        return place_words(step, last, self.running, self.size.width)

    # Drawing.

    def watch_step(self, old: int, new: int) -> None:
        """Draw the columns that differ, and the words."""
        if self._cells is None:
            return
        width, height = self.size
        here = [self._cells.columns_of(step) for step in (old, new)]
        low, high = min(each.start for each in here), max(each.stop for each in here)
        words = self._cells.scale.columns + 1
        self.refresh(
            *(Region(each.start + 1, 0, len(each), height) for each in here),
            Region(low + 1, height - 1, high - low, 1),
            Region(words, height - 1, max(0, width - words), 1),
        )

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        width = self.size.width
        content = self._row(y).truncate(width)
        strips = Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, self.visual_style.rich_style)

    def _row(self, y: int) -> Content:
        cells, counts, height = self._cells, self._counts, self.size.height
        if cells is None or counts is None:
            return self._nothing() if y == (height - 1) // 2 else Content()
        if y == height - 1:
            words = Content.styled(_GAP + self._place(self.step, cells.known - 1), "bold")
            return track_row(cells, self.step, self.running) + words
        if y >= len(cells.rows):
            return Content()
        row = marks_row(cells, y, self.step)
        if self.size.width < COUNTED:
            return row
        marks = TWO_ROWS[y] if len(cells.rows) > 1 else ONE_ROW[0]
        return row + _GAP + count_words(counts, marks, self._beside - len(_GAP))

    def _nothing(self) -> Content:
        words = "Recording…" if self.running else "Nothing has run yet."
        return Content.styled(f" {words}", f"italic {signs.QUIET}")

    # The mouse.

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go to the step clicked, and follow the mouse until it is let go."""
        step = self._step_at(event)
        if step is not None:
            self.capture_mouse()
            self._go_to(step)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Follow the mouse while it is held down; say otherwise what stands below it."""
        if self._dragged is None:
            self.tooltip = self._words_at(event)
            return
        step = self._step_at(event)
        if step is not None and step != self._dragged:
            self._go_to(step)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let go of the mouse."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def _go_to(self, step: int) -> None:
        self._dragged = step
        self.post_message(self.GoToStep(self, step))

    def _step_at(self, event: MouseEvent) -> int | None:
        """Return the step below the mouse; while it is held down, the nearest one."""
        if self._cells is None:
            return None
        x, y = event.get_content_offset_capture(self)
        column, columns = x - 1, self._cells.scale.columns
        if self._dragged is not None:
            column = max(BEFORE, min(column, columns - 1))
        return self._cells.step_at(column, y) if BEFORE <= column < columns else None

    def _words_at(self, event: MouseEvent) -> Content | None:
        cells, counts = self._cells, self._counts
        if cells is None or counts is None:
            return None
        column = event.get_content_offset_capture(self).x - 1
        if column >= cells.scale.columns:
            return all_counts(counts)
        steps = cells.steps_of(column)
        return column_words(cells.recording, steps, self.flags) if steps else None

"""The rows of a timeline drawn: marks, and below them the track with the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.content import Content, Span

from ormlab_tui.lab import signs
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.timeline_cells import Cell, TimelineCells

START: Final = Sign("├", signs.QUIET)
PAST: Final = Sign("━", "$text-accent")
AHEAD: Final = Sign("─", signs.QUIET)
HERE: Final = Sign("▲", "bold $text-accent")
MORE: Final = Sign("…", "bold $text-accent")
NOTHING: Final = Sign(" ", "")

#: The whole of the cursor's column.
_COLUMN: Final = "on $accent 30%"


def marks_row(cells: TimelineCells, row: int, step: int) -> Content:
    """Return a row of marks; the column of `step` is told by its background."""
    blank = Cell(NOTHING, -1)
    return _row(cells, step, lambda column: cells.rows[row].get(column, blank).sign)


def track_row(cells: TimelineCells, step: int, running: bool) -> Content:
    """Return the track: what has run by `step`, where that is, and what is still ahead."""
    here, end = cells.columns_of(step), cells.end

    def sign(column: int) -> Sign:
        if column == here.start:
            return HERE
        if column < 0:
            return START
        if column < here.stop:
            return PAST
        if column < end:
            return AHEAD
        return MORE if running and column == end else NOTHING

    return _row(cells, step, sign)


def _row(cells: TimelineCells, step: int, sign_in: Callable[[int], Sign]) -> Content:
    here = cells.columns_of(step)
    text, spans, begin, last = "", [], 0, ""
    # Most neighbours look alike: one span for them all is drawn in a fraction of the time.
    for column in range(-1, cells.scale.columns):
        sign = sign_in(column)
        style = f"{sign.style} {_COLUMN}" if column in here else sign.style
        if style != last:
            spans.append(Span(begin, len(text), last))
            begin, last = len(text), style
        text += sign.sign
    return Content(text, [*spans, Span(begin, len(text), last)])

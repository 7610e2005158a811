"""What a timeline says beside its marks: where the lab stands, what the run has, one column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.widgets.timeline_cells import Flag
from ormlab_tui.lab.widgets.timeline_marks import MARKS, Mark, MarkCounts
from ormlab_tui.recording import Recording

#: The widths of a timeline from which counts stand beside the marks, and from which with names.
COUNTED: Final = 60
NAMED: Final = 150
#: How much room names need.
NAMES: Final = 43


def place_words(step: int, last: int, running: bool, width: int) -> str:
    """Return where in the run the lab stands, for a timeline so wide.

    That is how much of the run, too, or that it is not known yet how long the run will be.
    """
    if width < COUNTED:
        return f"{step if step >= 0 else '–'}/{last}" + ("…" if running else "")
    place = f"step {step} of {last}" if step >= 0 else f"before step 0 of {last}"
    if running:
        return place + (", recording…" if width >= NAMED else "…")
    return f"{place}, {100 * (step + 1) // (last + 1)}%" if step >= 0 else place


def count_words(counts: MarkCounts, marks: Sequence[Mark], room: int) -> Content:
    """Return how many of each mark there are, with their names where there is room for them.

    Where there is no room for all, the last are left out.
    """
    there = [mark for mark in marks if counts.of(mark)]
    named = _joined("  ", (_counted(mark, counts, named=True) for mark in there))
    if named.cell_length <= room:
        return named
    counted = [_counted(mark, counts, named=False) for mark in there]
    while (words := _joined("  ", counted)).cell_length > room:
        counted.pop()
    return words


def all_counts(counts: MarkCounts) -> Content:
    """Return how many of each mark there are, each on a line of its own."""
    return _joined("\n", (_counted(mark, counts, named=True) for mark in MARKS if counts.of(mark)))


def _joined(between: str, parts: Iterable[Content]) -> Content:
    return Content(between).join(parts)


def _counted(mark: Mark, counts: MarkCounts, *, named: bool) -> Content:
    number = counts.of(mark)
    name = f" {mark.one if number == 1 else mark.several}" if named else ""
    return Content.assemble((mark.sign.sign, mark.sign.style), (f" {number:,}{name}", signs.QUIET))


def column_words(recording: Recording, steps: range, flags: Iterable[Flag]) -> Content:
    """Return what stands in one column: its steps, and what is marked there."""
    first = recording.steps[steps.start]
    if len(steps) == 1:
        heading = f"step {steps.start}, {inert(first.file, 60)} line {first.lines[0]}"
    else:
        heading = f"steps {steps.start} to {steps.stop - 1}"
    lines = [Content.styled(heading, "bold")]
    lines += [_sign_line(sign.sign, sign.style, text) for at, sign, text in flags if at in steps]
    for mark in MARKS:
        step = mark.first(recording, steps)
        if step is not None:
            where = f", first in step {step}" if len(steps) > 1 else ""
            lines.append(_sign_line(mark.sign.sign, mark.sign.style, mark.one + where))
    return _joined("\n", lines)


def _sign_line(sign: str, style: str, text: str) -> Content:
    return Content.assemble((sign, style), f" {inert(text, 120)}")

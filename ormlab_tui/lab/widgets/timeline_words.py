"""What a timeline says beside its marks: where the lab stands, what the run has, one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.widgets.timeline_cells import Flag
from ormlab_tui.lab.widgets.timeline_marks import MARKS, Mark, MarkCounts
from ormlab_tui.recording import Recording

_GAP = "  "


def place_words(step: int, last: int, running: bool, brief: bool) -> str:
    """Return where in the run the lab stands; while it is recorded, that it is."""
    if brief:
        return f"{step if step >= 0 else '-'}/{last}" + ("…" if running else "")
    place = f"step {step} of {last}" if step >= 0 else f"before step 0 of {last}"
    if running:
        return f"{place}, recording…"
    return f"{place}  {100 * (step + 1) // (last + 1)}%"


def count_words(counts: MarkCounts, marks: Sequence[Mark], room: int) -> Content:
    """Return how many of each mark there are, with their names where there is room for them."""
    there = [(mark, counts.of(mark)) for mark in marks if counts.of(mark)]
    named = Content(_GAP).join(_counted(mark, number, named=True) for mark, number in there)
    if named.cell_length <= room:
        return named
    return Content(_GAP).join(_counted(mark, number, named=False) for mark, number in there)


def _counted(mark: Mark, number: int, named: bool) -> Content:
    name = f" {mark.one if number == 1 else mark.several}" if named else ""
    return Content.assemble((mark.sign.sign, mark.sign.style), (f" {number:,}{name}", signs.QUIET))


def column_words(recording: Recording, steps: range, flags: Iterable[Flag]) -> Content:
    """Return what stands in one column: its steps, their lines, and what is marked there."""
    first = recording.steps[steps.start]
    if len(steps) == 1:
        heading = f"step {steps.start}, {first.file} line {first.lines[0]}"
    else:
        heading = f"steps {steps.start} to {steps.stop - 1}"
    said = [_flag(flag) for flag in flags if flag[0] in steps]
    return Content("\n").join(
        [Content.styled(inert(heading, 80), "bold"), *said, *_marks(recording, steps)]
    )


def _flag(flag: Flag) -> Content:
    _, sign, text = flag
    return Content.assemble((sign.sign, sign.style), f" {inert(text, 120)}")


def _marks(recording: Recording, steps: range) -> Iterator[Content]:
    for mark in MARKS:
        first = mark.first(recording, steps)
        if first is not None:
            where = f", first in step {first}" if len(steps) > 1 else ""
            yield Content.assemble((mark.sign.sign, mark.sign.style), f" {mark.one}{where}")

"""The figures of a measurement as a table: one row for each version and number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.measure_state import Measurement
from ormlab_tui.lab.measure_words import OVERLAP, quantity_words, sign_of, times_words
from ormlab_tui.measure.results import Measured, Quantity

_GAP: Final = "  "
_HEAD: Final = "bold $foreground"
_TIMES_NOTE: Final = "times: by the medians, against the least with as many rows"
_OVERLAP_NOTE: Final = f"{OVERLAP}: their runs overlap, so it may be the machine's doing"
_COUNTED_NOTE: Final = "times: against the least with as many rows"


def table_lines(measurement: Measurement, quantity: Quantity) -> list[Content]:
    """Return the table of a quantity, its heading first; nothing where there are no figures."""
    if quantity in ("seconds", "peak_mib"):
        return _spread_table(measurement, quantity)
    return _count_table(measurement, quantity)


def _spread_table(measurement: Measurement, quantity: Quantity) -> list[Content]:
    runs: dict[tuple[int, str], list[float]] = {}
    for each in measurement.results:
        if isinstance(each, Measured):
            value = each.seconds if quantity == "seconds" else each.peak_mib
            runs.setdefault((each.size, each.version), []).append(value)
    rows: list[list[Content]] = []
    overlaps = False
    for size in measurement.plan.sizes:
        here = {version: values for (at, version), values in runs.items() if at == size}
        least = min(here.values(), key=median, default=[])
        for version, values in here.items():
            times = ""
            if len(here) > 1:
                times = times_words(median(values) / median(least)) if median(least) else ""
                if values is not least and min(values) <= max(least):
                    times, overlaps = f"{OVERLAP}{times}", True
            shown = [quantity_words(quantity, of(values)) for of in (median, min, max)]
            rows.append(
                [
                    *_place(measurement, size, version),
                    Content(f"{len(values)}"),
                    Content.styled(shown[0], _HEAD),
                    Content(shown[1]),
                    Content(shown[2]),
                    Content.styled(times, _HEAD),
                ]
            )
    head = ("rows", "version", "runs", "median", "min", "max", "times")
    notes = [_TIMES_NOTE, *([_OVERLAP_NOTE] if overlaps else [])]
    return _laid_out(head, rows, notes)


def _count_table(measurement: Measurement, quantity: Quantity) -> list[Content]:
    counts = {(each.size, each.version): each for each in measurement.counts}
    rows: list[list[Content]] = []
    for size in measurement.plan.sizes:
        here = [each for (at, _), each in counts.items() if at == size]
        values = [getattr(each, quantity) for each in here]
        for each, value in zip(here, values, strict=True):
            least = min(values)
            times = times_words(value / least) if len(here) > 1 and least else ""
            sets = sum(sent.parameter_sets for sent in each.sent)
            rows.append(
                [
                    *_place(measurement, size, each.version),
                    _strong(f"{each.statements:,}", quantity == "statements"),
                    _strong(f"{each.round_trips:,}", quantity == "round_trips"),
                    Content(f"{sets:,}"),
                    Content(f"{each.commits:,}"),
                    Content.styled(times, _HEAD),
                ]
            )
    head = ("rows", "version", "statements", "round trips", "sets", "commits", "times")
    return _laid_out(head, rows, [_COUNTED_NOTE, "sets: of parameters, in all round trips"])


def _strong(text: str, strong: bool) -> Content:
    return Content.styled(text, _HEAD) if strong else Content(text)


def _place(measurement: Measurement, size: int, version: str) -> list[Content]:
    sign = sign_of(measurement.plan.versions.index(version))
    return [
        Content(f"{size:,}"),
        Content.assemble((f"{sign.sign} ", sign.style), inert(version, 40)),
    ]


def _laid_out(
    head: Sequence[str], rows: Sequence[Sequence[Content]], notes: Sequence[str]
) -> list[Content]:
    """Return the lines: numbers to the right, the version to the left, a rule between sizes."""
    if not rows:
        return []
    heads = [Content.styled(name, signs.QUIET) for name in head]
    widths = [max(cell.cell_length for cell in column) for column in zip(heads, *rows, strict=True)]
    lines = [_line(heads, widths)]
    last = ""
    for row in rows:
        if last and row[0].plain != last:
            lines.append(Content(""))
        last = row[0].plain
        lines.append(_line(row, widths))
    return [*lines, Content(""), *(Content.styled(note, signs.QUIET) for note in notes)]


def _line(cells: Sequence[Content], widths: Sequence[int]) -> Content:
    padded = [
        cell.pad_right(width - cell.cell_length)
        if place == 1
        else cell.pad_left(width - cell.cell_length)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return Content(_GAP).join(padded)

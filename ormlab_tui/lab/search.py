"""Finding text in the code and in the SQL of a recording."""

from __future__ import annotations

from dataclasses import dataclass

from ormlab_tui.lab.panes.code_source import source_lines
from ormlab_tui.recording import Recording


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text stands: the steps, in order, whose code or whose SQL has it.

    `lines` are the lines of code that have it, as (file, line), run or not.
    """

    text: str
    steps: tuple[int, ...]
    lines: tuple[tuple[str, int], ...]


def find(recording: Recording, text: str) -> Found:
    """Return where the text stands, in any case, in the code and in the SQL that was sent."""
    needle = text.casefold()
    lines = [
        (file, number)
        for file, source in recording.sources.items()
        for number, line in enumerate(source_lines(source), 1)
        if needle in line.casefold()
    ]
    on_line: dict[str, set[int]] = {}
    for file, number in lines:
        on_line.setdefault(file, set()).add(number)
    steps = {step for step, _ in recording.search_sql(text)}
    nowhere: set[int] = set()
    for step in recording.steps:
        numbers = on_line.get(step.file, nowhere)
        if numbers and any(each in numbers for each in range(step.lines[0], step.lines[1] + 1)):
            steps.add(step.index)
    return Found(text, tuple(sorted(steps)), tuple(lines))

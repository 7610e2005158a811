"""Which lines of which file the run runs, and what it does there, as far as it is recorded."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from ormlab_tui.lab import signs
from ormlab_tui.lab.panes.code_source import source_lines
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.timeline_marks import COMMIT, EXCEPTION, ROLLBACK, SQL, Mark
from ormlab_tui.recording import Recording
from ormlab_tui.recording.events import EventType

#: Beside a line that runs and does nothing that is marked, and beside one that never runs.
RUNS: Final = Sign("│", signs.QUIET)
NEVER_RUNS: Final = Sign(" ", signs.QUIET)

#: Where several fall together, the earlier one is shown.
_MARKS: Final = (EXCEPTION, ROLLBACK, COMMIT, SQL)


class LineHistory:
    """What is known of every line that the run runs; it grows with the recording."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._seen = 0
        self._statements: set[tuple[str, tuple[int, int]]] = set()
        # Of each file, by how much the number of statements that a line is in exceeds that of
        # the line before; and, made from it when asked for, that number.
        self._rises: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._marks: dict[tuple[str, int], Mark] = {}
        self._read: dict[EventType, int] = {}

    def grow(self) -> None:
        """Read what was recorded since the last time."""
        steps = self._recording.steps
        for index in range(self._seen, len(steps)):
            statement = (steps[index].file, steps[index].lines)
            if statement not in self._statements:
                self._statements.add(statement)
                self._note(*statement)
        self._seen = len(steps)
        for mark in _MARKS:
            for kind in mark.kinds:
                self._note_marks(mark, kind)

    def _note(self, file: str, lines: tuple[int, int]) -> None:
        rises = self._rises.get(file)
        if rises is None:
            count = len(source_lines(self._recording.sources.get(file, "")))
            rises = self._rises[file] = [0] * (count + 2)
        # A stranger's recording may tell of lines that the file does not have.
        last = len(rises) - 1
        rises[min(lines[0], last)] += 1
        rises[min(lines[1] + 1, last)] -= 1
        self._numbers.pop(file, None)

    def _note_marks(self, mark: Mark, kind: EventType) -> None:
        marked = self._recording.steps_with(kind)
        for place in range(self._read.get(kind, 0), len(marked)):
            step = self._recording.steps[marked[place]]
            line = (step.file, step.lines[0])
            old = self._marks.get(line)
            if old is None or _MARKS.index(mark) < _MARKS.index(old):
                self._marks[line] = mark
        self._read[kind] = len(marked)

    def in_run(self, file: str, line: int) -> Sign:
        """Return the sign of what a line, counted from 1, does in the whole run."""
        mark = self._marks.get((file, line))
        if mark is not None:
            return mark.sign
        numbers = self._numbers.get(file)
        if numbers is None:
            numbers = self._numbers[file] = list(accumulate(self._rises.get(file, ())))
        return RUNS if line < len(numbers) and numbers[line] else NEVER_RUNS

    def in_step(self, step: int) -> Sign:
        """Return the sign of what one step does."""
        found = (m for m in _MARKS if m.first(self._recording, range(step, step + 1)) is not None)
        mark = next(found, None)
        return mark.sign if mark is not None else RUNS

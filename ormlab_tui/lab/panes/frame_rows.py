"""The rows of the Variables pane: frames, innermost first, and what the step did to each name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ormlab_tui.lab.moment import Moment
from ormlab_tui.recording import Recording
from ormlab_tui.recording.changes import Key, Value, frame_key
from ormlab_tui.recording.values import FrameValue

Did = Literal["new", "changed", "gone", "kept"]


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame's heading (`name` None) or one of its variables."""

    key: Key
    frame: FrameValue
    name: str | None
    value: str
    did: Did


class FrameRows:
    """Makes the rows of the moments of one recording; those of a frame that stays are kept."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[FrameValue, list[FrameRow]]] = {}

    def at(self, moment: Moment) -> list[FrameRow]:
        """Return the rows at a moment; what the step unbound or ended is there as gone."""
        rows: list[FrameRow] = []
        frames = list(reversed(moment.world.frames()))
        rows.extend(_ended(moment, {frame.depth for frame in frames}))
        kept: dict[Key, tuple[FrameValue, list[FrameRow]]] = {}
        for frame in frames:
            key = frame_key(frame.thread, frame.depth)
            if key in moment.changed:
                rows.extend(_rows_of(key, frame, moment.recording.value(key, moment.step - 1)))
                continue
            known = self._kept.get(key)
            if known is None or known[0] is not frame:
                known = frame, _rows_of(key, frame, frame)
            kept[key] = known
            rows.extend(known[1])
        self._kept = kept
        return rows


def _rows_of(key: Key, frame: FrameValue, old: Value | None) -> list[FrameRow]:
    same_frame = isinstance(old, FrameValue) and (old.function, old.file) == (
        frame.function,
        frame.file,
    )
    before = old.variables if same_frame and isinstance(old, FrameValue) else {}
    rows = [FrameRow(key, frame, None, "", "kept" if same_frame else "new")]
    for name, value in frame.variables.items():
        rows.append(FrameRow(key, frame, name, value, _did(before, name, value)))
    rows.extend(
        FrameRow(key, frame, name, value, "gone")
        for name, value in before.items()
        if name not in frame.variables
    )
    return rows


def _did(before: dict[str, str], name: str, value: str) -> Did:
    if name not in before:
        return "new"
    return "kept" if before[name] == value else "changed"


def _ended(moment: Moment, depths: set[int]) -> Iterator[FrameRow]:
    for key in sorted(moment.changed):
        if key[0] != "frame" or moment.world.get(key) is not None:
            continue
        old = moment.recording.value(key, moment.step - 1)
        if isinstance(old, FrameValue) and old.depth not in depths:
            yield FrameRow(key, old, None, "", "gone")


def step_that_bound(recording: Recording, row: FrameRow, step: int) -> int | None:
    """Return the step that gave the row's variable its value, or began the row's frame."""
    steps = recording.timelines.changes_of(row.key)
    made = None
    for place in range(bisect_right(steps, step) - 1, -1, -1):
        made = steps[place]
        if row.did == "gone":
            return made
        older = recording.value(row.key, made - 1)
        if not isinstance(older, FrameValue) or older.function != row.frame.function:
            return made
        if row.name is not None and older.variables.get(row.name) != row.value:
            return made
    return made

"""Where a plot's axes have their ticks: round numbers, few enough to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from its first tick to its last, by amounts or by factors."""

    ticks: Sequence[float]
    logarithmic: bool

    def at(self, value: float) -> float:
        """Return where a value stands, in what is drawn."""
        return log10(value) if self.logarithmic else value

    @property
    def first(self) -> float:
        """Where the axis begins."""
        return self.at(self.ticks[0])

    @property
    def last(self) -> float:
        """Where it ends."""
        return self.at(self.ticks[-1])

    def part(self, value: float) -> float:
        """Return where a value stands, from 0 to 1."""
        return (self.at(value) - self.first) / (self.last - self.first)

    @property
    def note(self) -> str:
        """What is to be said of the axis."""
        return ", axes by factors" if self.logarithmic else ""


def linear_ticks(highest: float, most: int) -> list[float]:
    """Return ticks from 0 to the first at or above `highest`, at most `most` of them."""
    if highest <= 0:
        return [0.0, 1.0]
    step = _round_up(highest / max(1, most - 1))
    return [place * step for place in range(ceil(highest / step - 1e-9) + 1)]


def log_ticks(lowest: float, highest: float, most: int) -> list[float]:
    """Return ticks around two positive numbers: 1, 2, 5, 10, or where that is much 1, 10, 100."""
    close = _log_ticks(lowest, highest, (1, 2, 5))
    return close if len(close) <= most else _log_ticks(lowest, highest, (1,))


def _log_ticks(lowest: float, highest: float, digits: Sequence[int]) -> list[float]:
    powers = range(floor(log10(lowest)) - 1, ceil(log10(highest)) + 2)
    ticks = [digit * 10.0**power for power in powers for digit in digits]
    below = [tick for tick in ticks if tick <= lowest * (1 + 1e-9)]
    above = [tick for tick in ticks if tick >= highest * (1 - 1e-9) and tick > below[-1]]
    return [below[-1], *(tick for tick in ticks if below[-1] < tick < above[0]), above[0]]


def apart(ticks: Sequence[int], places: Sequence[float], room: int) -> list[int]:
    """Return the ticks whose labels don't touch, the last one above all.

    `places` are where they stand on the axis, from 0 to 1, of `room` cells.
    """
    kept: list[int] = []
    free = float(room) + 2
    for tick, place in reversed(list(zip(ticks, places, strict=True))):
        width = len(f"{tick:,}")
        # At the axis' ends a label is moved to where there is room for it.
        middle = max(width / 2, min(place * room, room - width / 2))
        if middle + width / 2 + 1 <= free:
            kept.append(tick)
            free = middle - width / 2 - 1
    return kept[::-1]


def _round_up(step: float) -> float:
    power = 10.0 ** floor(log10(step))
    return next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= step * (1 - 1e-9))

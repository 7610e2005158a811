"""What the results say together: medians and their spread, ratios, and series to draw."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

import msgspec

from ormlab_tui.measure.results import Counted, Measured, Quantity, Result


class Timing(msgspec.Struct, frozen=True):
    """All runs of one version with one number of rows: seconds, memory, and what was counted.

    Memory is the median of the peaks in MiB; the counts are None where nothing was counted.
    """

    version: str
    size: int
    runs: int
    median: float
    minimum: float
    maximum: float
    peak_mib: float
    statements: int | None
    round_trips: int | None
    commits: int | None


class Ratio(msgspec.Struct, frozen=True):
    """How many times as long one version took as another, by their medians.

    `apart`: even the slower one's fastest run took longer than the faster one's slowest. Where
    they are not apart, the ratio may be the machine's doing.
    """

    size: int
    slower: str
    faster: str
    ratio: float
    apart: bool


class Summary(msgspec.Struct, frozen=True):
    """Timings by number of rows and version, in the order measured; ratios by number of rows."""

    timings: tuple[Timing, ...]
    ratios: tuple[Ratio, ...]


class Series(msgspec.Struct, frozen=True):
    """One version's line in a plot: a value for each of its numbers of rows."""

    version: str
    sizes: tuple[int, ...]
    values: tuple[float, ...]


def summarise(results: Iterable[Result]) -> Summary:
    """Return what there is to say so far; each step of measuring may ask again."""
    runs: dict[tuple[int, str], list[Measured]] = {}
    counts: dict[tuple[int, str], Counted] = {}
    for result in results:
        if isinstance(result, Measured):
            runs.setdefault((result.size, result.version), []).append(result)
        elif isinstance(result, Counted):
            counts[result.size, result.version] = result
    timings = tuple(_timing(each, counts.get(key)) for key, each in runs.items())
    sizes = dict.fromkeys(timing.size for timing in timings)
    ratios = [_ratio([each for each in timings if each.size == size]) for size in sizes]
    return Summary(timings, tuple(ratio for ratio in ratios if ratio is not None))


def plot_series(results: Iterable[Result], quantity: Quantity) -> tuple[Series, ...]:
    """Return a line for each version: the quantity (a median) against the number of rows."""
    results = list(results)
    points: dict[str, list[tuple[int, float]]] = {}
    if quantity in ("seconds", "peak_mib"):
        for timing in summarise(results).timings:
            value = timing.median if quantity == "seconds" else timing.peak_mib
            points.setdefault(timing.version, []).append((timing.size, value))
    else:
        for result in results:
            if isinstance(result, Counted):
                number = result.statements if quantity == "statements" else result.round_trips
                points.setdefault(result.version, []).append((result.size, float(number)))
    return tuple(
        Series(version, tuple(size for size, _ in each), tuple(value for _, value in each))
        for version, each in points.items()
    )


def _timing(runs: list[Measured], counted: Counted | None) -> Timing:
    seconds = [run.seconds for run in runs]
    return Timing(
        runs[0].version,
        runs[0].size,
        len(runs),
        median(seconds),
        min(seconds),
        max(seconds),
        median(run.peak_mib for run in runs),
        counted.statements if counted is not None else None,
        counted.round_trips if counted is not None else None,
        counted.commits if counted is not None else None,
    )


def _ratio(timings: list[Timing]) -> Ratio | None:
    if len(timings) < 2:
        return None
    faster = min(timings, key=lambda timing: timing.median)
    slower = max(timings, key=lambda timing: timing.median)
    if not faster.median or slower is faster:
        return None
    return Ratio(
        faster.size,
        slower.version,
        faster.version,
        slower.median / faster.median,
        slower.minimum > faster.maximum,
    )

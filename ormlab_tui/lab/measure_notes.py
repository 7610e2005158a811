"""A measurement as progress notes it: a result for each version and number of rows."""

from __future__ import annotations

from ormlab_tui.lab.measure_state import Measurement
from ormlab_tui.lab.measure_words import quantity_words, seconds_words
from ormlab_tui.lab.words import counted
from ormlab_tui.progress import CheckResult


def check_results(measurement: Measurement) -> list[CheckResult]:
    """Return what was measured, what failed, and whether the same rows were left."""
    results: list[CheckResult] = []
    for timing in measurement.summary.timings:
        said = (
            f"{seconds_words(timing.median)} ({seconds_words(timing.minimum)} to "
            f"{seconds_words(timing.maximum)}, {counted(timing.runs, 'run')}), "
            f"{quantity_words('peak_mib', timing.peak_mib)}"
        )
        if timing.statements is not None and timing.round_trips is not None:
            said += (
                f", {counted(timing.statements, 'statement')} in "
                f"{counted(timing.round_trips, 'round trip')}"
            )
        name = f"{timing.version}, {counted(timing.size, 'row')}"
        results.append(CheckResult(name, "passed", said))
    results += [
        CheckResult(f"{each.version}, {counted(each.size, 'row')}", "failed", each.sentence)
        for each in measurement.failed
    ]
    for each in measurement.compared:
        alike = each.difference is None
        said = f"{counted(each.rows, 'row')} left by each" if alike else str(each.difference)
        name = f"same rows, {counted(each.size, 'row')}"
        results.append(CheckResult(name, "passed" if alike else "failed", said))
    if measurement.trouble is not None:
        results.append(CheckResult("measuring", "failed", measurement.trouble))
    return results

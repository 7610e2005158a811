"""Counting what a recording sent, comparing rows, and summing up, on cases made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from ormlab_tui.measure.counting import MAX_STATEMENT, count
from ormlab_tui.measure.results import Counted, Measured, Result
from ormlab_tui.measure.rows import difference
from ormlab_tui.measure.summary import Series, plot_series, summarise
from ormlab_tui.recording import Recording, Step
from ormlab_tui.recording.events import Commit, Event, Sql
from ormlab_tui.recording.messages import FORMAT, VERSION, Header, Script


def recording_of(*events: Event) -> Recording:
    recording = Recording(Header(FORMAT, VERSION, Script("s.py", "0" * 64, ""), "3.13", "none"))
    recording.add(Step(0, "s.py", (1, 1), "<module>", 0, "M", None, [*events], []))
    return recording


def sql(statement: str, parameters: Any, batch: Any = None, rowcount: int | None = None) -> Sql:
    return Sql(statement, parameters, True, batch, "core", 1, None, rowcount, 0, None)


def test_round_trips_of_one_execute_are_one_statement() -> None:
    batches = [sql("INSERT", [1, 2], (number, 3)) for number in (1, 2, 3)]
    counted = count("v", 6, recording_of(*batches, sql("INSERT", [1, 2])))
    assert (counted.statements, counted.round_trips) == (2, 4)
    assert counted.sent[0].rowcount is None


def test_parameter_sets_that_a_recording_left_out_are_counted() -> None:
    sets = [*([number] for number in range(2000)), "… 8000 more"]
    counted = count("v", 10_000, recording_of(sql("INSERT", sets, rowcount=10_000)))
    assert (counted.sent[0].parameter_sets, counted.sent[0].rowcount) == (10_000, 10_000)


def test_long_statements_that_begin_alike_are_counted_together() -> None:
    long = "INSERT INTO t VALUES " + "(?, ?), " * 500
    counted = count("v", 2, recording_of(sql(long, [1]), sql(long + "(?, ?)", [1])))
    (sent,) = counted.sent
    assert sent.statements == 2
    assert len(sent.statement) == MAX_STATEMENT


def test_only_commits_that_the_driver_made_count() -> None:
    commits = [Commit(1, None, None, real) for real in (True, False, True)]
    assert count("v", 1, recording_of(*commits)).commits == 2


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"t": [(1, "a"), (2, "b")]}, None),
        ({"t": [(1, "a")]}, "one left 2 rows in t, other 1"),
        ({"t": [(1, "a"), (2, "c")]}, "in t, one left (2, 'b') where other left (2, 'c')"),
        ({"t": [], "u": []}, "one left the tables t, other t, u"),
        ({}, "one left the tables t, other none"),
    ],
)
def test_a_difference_is_named(other: Any, words: str | None) -> None:
    assert difference("one", {"t": [(1, "a"), (2, "b")]}, "other", other) == words


def runs(version: str, size: int, *seconds: float) -> list[Measured]:
    return [
        Measured(version, size, number, each, 40.0 + number, 40.0)
        for number, each in enumerate(seconds)
    ]


def test_a_summary_has_medians_spread_and_ratios() -> None:
    results = [*runs("slow", 10, 6.0, 5.0, 9.0), *runs("fast", 10, 2.0, 1.0, 3.0)]
    counted = Counted("slow", 10, 1, 10, 1, ())
    summary = summarise([counted, *results])
    slow, fast = summary.timings
    assert (slow.median, slow.minimum, slow.maximum, slow.peak_mib) == (6.0, 5.0, 9.0, 41.0)
    assert (slow.statements, slow.round_trips, slow.commits) == (1, 10, 1)
    assert (fast.median, fast.statements) == (2.0, None)
    (ratio,) = summary.ratios
    assert (ratio.slower, ratio.faster, ratio.ratio, ratio.apart) == ("slow", "fast", 3.0, True)


def test_runs_that_overlap_are_not_apart() -> None:
    (ratio,) = summarise([*runs("a", 10, 3.0, 1.0), *runs("b", 10, 2.0, 1.5)]).ratios
    assert not ratio.apart
    assert summarise(runs("alone", 10, 3.0)).ratios == ()


def test_a_plot_has_a_line_for_each_version() -> None:
    results: list[Result] = [
        Counted("a", 10, 1, 10, 1, ()),
        Counted("a", 20, 1, 20, 1, ()),
        *runs("a", 10, 1.0, 3.0),
        *runs("b", 10, 4.0),
    ]
    assert plot_series(results, "round_trips") == (Series("a", (10, 20), (10.0, 20.0)),)
    assert plot_series(results, "statements") == (Series("a", (10, 20), (1.0, 1.0)),)
    assert plot_series(results, "seconds") == (
        Series("a", (10,), (2.0,)),
        Series("b", (10,), (4.0,)),
    )
    assert plot_series(results, "peak_mib")[0].values == (40.5,)

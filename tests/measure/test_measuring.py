"""Measuring: which runs there are, what they yield, and what becomes of those that fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import (
    Compared,
    Counted,
    Failed,
    Measured,
    NotCounted,
    Result,
)
from ormlab_tui.measure.summary import plot_series, summarise
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from tests.measure.conftest import LIST, OBJECTS, REPOSITORY, MakeMeasuring, write_versions


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Measuring, list[Result]]]:
    """Two sound versions, measured; only with the fewer rows are they counted."""
    folder = tmp_path_factory.mktemp("versions")
    scripts = write_versions(folder, objects=OBJECTS, whole_list=LIST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(REPOSITORY))
        measuring = Measuring(
            scripts, [40, 20], repeats=2, prepare=folder / "prepare.py", count_up_to=20
        )
        yield measuring, list(measuring)


def test_each_size_is_counted_then_run_in_rounds_and_compared_after_the_first(
    measured: tuple[Measuring, list[Result]],
) -> None:
    def runs(size: int, repeat: int) -> list[tuple[object, ...]]:
        return [(Measured, "objects", size, repeat), (Measured, "whole_list", size, repeat)]

    seen = [
        (type(each), each.version, each.size, each.repeat)
        if isinstance(each, Measured)
        else (type(each), each.size)
        for each in measured[1]
    ]
    counted = [(Counted, 20), (Counted, 20)]
    assert seen == [
        *counted,
        *runs(20, 0),
        (Compared, 20),
        *runs(20, 1),
        *runs(40, 0),
        (Compared, 40),
        *runs(40, 1),
    ]
    assert measured[0].total == 10


def test_what_was_sent_is_counted_in_a_recording(
    measured: tuple[Measuring, list[Result]],
) -> None:
    objects, whole_list = (each for each in measured[1] if isinstance(each, Counted))
    # On SQLite, keys made by the database come back one INSERT at a time.
    assert (objects.statements, objects.round_trips, objects.commits) == (1, 20, 1)
    (insert,) = objects.sent
    assert insert.statement.startswith("INSERT INTO numbers (number) VALUES (?)")
    assert (insert.statements, insert.round_trips, insert.parameter_sets) == (1, 20, 20)
    assert (whole_list.statements, whole_list.round_trips, whole_list.commits) == (1, 1, 1)
    (insert,) = whole_list.sent
    assert insert.statement == "INSERT INTO numbers (number) VALUES (?)"
    assert (insert.parameter_sets, insert.rowcount) == (20, 20)


def test_alike_rows_are_found_alike(measured: tuple[Measuring, list[Result]]) -> None:
    compared = [each for each in measured[1] if isinstance(each, Compared)]
    assert compared == [Compared(20, 20, None), Compared(40, 40, None)]


def test_the_results_can_be_summarised_and_drawn(
    measured: tuple[Measuring, list[Result]],
) -> None:
    summary = summarise(measured[1])
    assert [(each.version, each.size, each.runs) for each in summary.timings] == [
        ("objects", 20, 2),
        ("whole_list", 20, 2),
        ("objects", 40, 2),
        ("whole_list", 40, 2),
    ]
    assert [each.round_trips for each in summary.timings] == [20, 1, None, None]
    assert [each.size for each in summary.ratios] == [20, 40]
    assert all(0 < each.minimum <= each.median <= each.maximum for each in summary.timings)
    lines = plot_series(measured[1], "seconds")
    assert [(line.version, line.sizes) for line in lines] == [
        ("objects", (20, 40)),
        ("whole_list", (20, 40)),
    ]


def test_versions_that_leave_other_rows_are_not_measured_further(
    make_measuring: MakeMeasuring,
) -> None:
    measuring = make_measuring(
        sizes=(3, 5), whole_list=LIST, one_off=LIST.replace("range(rows)", "range(1, rows + 1)")
    )
    results = list(measuring)
    assert [type(each) for each in results] == [Measured, Measured, Compared]
    assert results[-1] == Compared(
        3, 3, "in numbers, whole_list left (1, 0) where one_off left (1, 1)"
    )


def test_a_version_that_fails_is_left_out_and_the_other_goes_on(
    make_measuring: MakeMeasuring,
) -> None:
    measuring = make_measuring(
        sizes=(2, 3),
        options={"count_up_to": 2},
        broken="raise ValueError('not\\nyet')",
        whole_list=LIST,
    )
    failed, *others = list(measuring)
    assert isinstance(failed, Failed)
    assert (failed.version, failed.size) == ("broken", 2)
    assert failed.sentence == (
        "broken with 2 rows, recorded, ended with exit code 1: ValueError: not"
    )
    assert "ValueError: not" in failed.output
    assert [(type(each), each.size) for each in others] == [
        (Counted, 2),
        (Measured, 2),
        (Measured, 3),
    ]


def test_what_a_killed_version_left_half_done_is_gone_for_the_next(
    make_measuring: MakeMeasuring,
) -> None:
    killed = """
        from numbers_table import *
        connection = engine.connect()
        connection.execute(insert(Number), [{"number": 99}])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    failed, *rest = list(make_measuring(killed=killed, whole_list=LIST, objects=OBJECTS))
    assert isinstance(failed, Failed)
    assert failed.sentence.startswith("killed with 3 rows was ended by signal 9 (SIGKILL")
    assert rest[-1] == Compared(3, 3, None)


def test_a_version_that_ends_behind_pythons_back_has_no_time(
    make_measuring: MakeMeasuring,
) -> None:
    (failed,) = list(make_measuring(hasty="import os; os._exit(0)"))
    assert isinstance(failed, Failed)
    assert failed.sentence == "hasty with 3 rows ended at once, before its time could be taken"


def test_a_recording_beyond_its_limits_counts_nothing_and_the_time_is_taken_all_the_same(
    make_measuring: MakeMeasuring,
) -> None:
    options = {"count_up_to": 3, "limits": Limits(max_steps=10)}
    not_counted, measured = list(make_measuring(options=options, objects=OBJECTS))
    assert isinstance(not_counted, NotCounted)
    assert not_counted.sentence.startswith("objects with 3 rows, recorded, was stopped after 10")
    assert isinstance(measured, Measured)


def test_tables_that_cannot_be_made_end_it(make_measuring: MakeMeasuring, tmp_path: Path) -> None:
    measuring = make_measuring(whole_list=LIST)
    (tmp_path / "prepare.py").write_text("raise RuntimeError('no room\\n(read on elsewhere)')")
    with pytest.raises(RunError, match=r"^prepare\.py with 3 rows .* 1: RuntimeError: no room$"):
        list(measuring)


def test_cancelling_ends_the_run_that_goes_on(
    make_measuring: MakeMeasuring, tmp_path: Path
) -> None:
    endless = """
        import os, pathlib, signal
        beside = pathlib.Path(__file__).parent
        (beside / "pid.partial").write_text(str(os.getpid()))
        (beside / "pid.partial").rename(beside / "pid")
        while True: signal.pause()
    """
    measuring = make_measuring(endless=endless)
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.extend(measuring))
    thread.start()
    pid_file = tmp_path / "pid"
    while not pid_file.exists() and thread.is_alive():
        thread.join(0.01)
    measuring.cancel()
    thread.join()
    assert results == []
    assert not psutil.pid_exists(int(pid_file.read_text()))


def test_cancelled_before_it_begins_it_yields_nothing(make_measuring: MakeMeasuring) -> None:
    measuring = make_measuring(whole_list=LIST)
    measuring.cancel()
    assert list(measuring) == []


def test_scripts_that_cannot_be_measured_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = tmp_path / "a.py", tmp_path / "other" / "a.py"
    first.touch()
    second.touch()
    with pytest.raises(RunError, match="two versions have the same name"):
        Measuring([first, second], [1])
    with pytest.raises(RunError, match=r"b\.py does not exist"):
        Measuring([first, tmp_path / "b.py"], [1])
    with pytest.raises(ValueError, match="at least"):
        Measuring([first], [0])

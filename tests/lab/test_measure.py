"""Measuring a learner's versions: by keys, at both sizes, and what is made of results."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from textwrap import dedent

import psutil
import pytest
from textual.pilot import Pilot

from ormlab_tui.course.model import Course, Exercise, Limits
from ormlab_tui.course.task import MeasureTask
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.measure_database import OWN, chosen_database
from ormlab_tui.lab.measure_file import keep, kept, kept_file, scripts_digest
from ormlab_tui.lab.measure_outcome import outcome_facts
from ormlab_tui.lab.measure_plot import MeasurePlot
from ormlab_tui.lab.measure_sql import MOST_STATEMENTS, sql_facts
from ormlab_tui.lab.measure_state import Measurement, Plan
from ormlab_tui.lab.measure_table import table_lines
from ormlab_tui.lab.measure_ticks import apart, linear_ticks, log_ticks
from ormlab_tui.lab.measure_words import sent_words
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.screens.measure import MeasureScreen
from ormlab_tui.lab.start import CourseStart
from ormlab_tui.measure.results import Compared, Counted, Failed, Measured, NotCounted, Result, Sent
from ormlab_tui.progress import Attempt
from ormlab_tui.workspace import Workspace
from tests.lab.driving import LARGE, SIZES, SMALL, Driver

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)

TABLE = """
    import os, sys
    from sqlalchemy import create_engine, text
    rows = int(sys.argv[1])
    engine = create_engine(os.environ["ORMLAB_MEASURE_URL"])
"""
PREPARE = """
    from table import *
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE numbers (number INTEGER)"))
"""
ONE_BY_ONE = """
    from table import *
    with engine.begin() as connection:
        for number in range(rows):
            connection.execute(text("INSERT INTO numbers VALUES (:n)"), {"n": number})
"""
TOGETHER = """
    from table import *
    with engine.begin() as connection:
        insert = text("INSERT INTO numbers VALUES (:n)")
        connection.execute(insert, [{"n": number} for number in range(rows)])
"""
RAISING = """
    import sys
    print("half [b]way[/b]", file=sys.stderr)
    raise ValueError("not yet")
"""
ENDLESS = """
    import os, pathlib, signal
    beside = pathlib.Path(__file__).parent
    (beside / "pid.partial").write_text(str(os.getpid()))
    (beside / "pid.partial").rename(beside / "pid")
    while True: signal.pause()
"""


class Bench:
    """A measuring task of two small versions, in a folder."""

    def __init__(self, folder: Path, sizes: list[int]) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        self.task = MeasureTask(
            id="m",
            title="Measure two",
            text="Which is faster?",
            scripts=["one_by_one.py", "together.py"],
            sizes=sizes,
            prepare="prepare.py",
            repeats=1,
        )
        self.exercise = Exercise(
            "9.1", "9", "Two ways", "measure", folder, "# Two ways", "", (), None, (), Limits()
        )
        self.course = Course("bench", "Bench", folder, (), (self.exercise,), (), ())
        self.write(table=TABLE, prepare=PREPARE, one_by_one=ONE_BY_ONE, together=TOGETHER)

    def write(self, **scripts: str) -> None:
        """Write files of the workspace."""
        for name, source in scripts.items():
            (self.folder / f"{name}.py").write_text(dedent(source))

    def keep(self, results: list[Result], *, older: bool = False) -> None:
        """Keep results as an earlier lab would have."""
        plan = Plan(("one_by_one", "together"), tuple(self.task.sizes), 1, 10_000)
        scripts = [self.folder / name for name in (*self.task.scripts, "prepare.py")]
        keep(
            kept_file("bench", "9.1", "m"),
            Measurement(plan, "a file", results),
            "other" if older else scripts_digest(scripts),
        )


class Measurer(Driver):
    """Somebody at a bench."""

    def __init__(self, pilot: Pilot[None], app: LabApp, bench: Bench) -> None:
        super().__init__(pilot, app)
        self.bench = bench
        self.returned: list[bool | None] = []

    async def open(self) -> MeasureScreen:
        """Open the measuring screen."""
        bench = self.bench
        workspace = Workspace("9.1", bench.folder, {}, {})
        notes = AttemptNotes(self.app.learning, "bench", "9.1")
        screen = MeasureScreen(bench.course, bench.exercise, bench.task, workspace, notes)
        self.app.push_screen(screen, self.returned.append)
        await self.until(lambda: self.app.screen is screen and screen.is_mounted, "the screen")
        await self.pilot.pause()
        return screen

    async def measure(self, screen: MeasureScreen) -> str:
        """Measure to the end and return what is on screen then."""
        await self.press("r")
        # Without looking at the screen all the time, which would slow down what is measured.
        await self.app.workers.wait_for_complete()
        await self.until(lambda: not screen.is_measuring, "the measurement's end")
        return await self.press()

    async def attempt(self) -> Attempt:
        """Return what was noted."""
        (attempt,) = await self.app.learning.read(lambda progress: progress.history("bench"))
        return attempt


@asynccontextmanager
async def at_bench(bench: Bench, size: tuple[int, int]) -> AsyncIterator[Measurer]:
    """Open a lab with nothing of the real course in it."""
    app = LabApp(CourseStart())
    async with app.run_test(size=size) as pilot:
        yield Measurer(pilot, app, bench)


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the measured processes find the package, which need not be installed."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def flat(text: str) -> str:
    """Return a screen's text with its line ends and frames taken for spaces."""
    return " ".join(text.replace("│", " ").split())


async def test_a_version_that_fails_then_both_right_in_a_small_terminal(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [3])
    bench.write(together=RAISING)
    async with at_bench(bench, SMALL) as it:
        screen = await it.open()
        text = it.text()
        assert "Which is faster?" in text
        assert "with all your rights" in text
        assert "Nothing is measured yet" in text
        assert "Nothing is measured yet: r measures" in await it.press("ctrl+s")
        failed = flat(await it.measure(screen))
        assert "together with 3 rows, recorded, ended with exit code 1: ValueError: not yet" in (
            failed
        )
        assert "half [b]way[/b]" in failed
        assert 'File "together.py", line 4' in failed
        assert "1 ● one_by_one" in failed
        assert "together failed: mend it" in await it.press("ctrl+s")
        (run,) = (await it.attempt()).checks
        assert not run.passed
        assert ("together, 3 rows", "failed") in [(each.name, each.outcome) for each in run.results]

        bench.write(together=TOGETHER)
        assert "All is measured" in await it.measure(screen)
        assert "Both versions left the same rows: 3." in it.text()
        assert "seconds by rows" in it.text()
        assert "round trips by rows" in await it.press("right", "right")
        table = await it.press("v")
        assert "[Table]" in table
        assert "3 ● one_by_one 3 3 3 1 3.0" in flat(table)
        assert "3 ▲ together 1 1 3 1 1" in flat(table)
        sql = flat(await it.press("v"))
        assert "INSERT INTO numbers VALUES (?) 3 rows executed 3 times" in sql
        assert "3 rows executed once, an executemany with 3 sets of parameters" in sql
        await it.press("ctrl+s")
        assert it.returned == [True]
        _, run = (await it.attempt()).checks
        assert run.passed
        assert [each.name for each in run.results] == [
            "one_by_one, 3 rows",
            "together, 3 rows",
            "same rows, 3 rows",
        ]
        assert "1 statement in 1 round trip" in run.results[1].said


async def test_other_rows_then_the_same_in_a_large_terminal_and_kept_for_the_next_time(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path, [2, 4])
    bench.write(together=TOGETHER.replace("range(rows)", "range(rows - 1)"))
    async with at_bench(bench, LARGE) as it:
        screen = await it.open()
        text = flat(await it.measure(screen))
        assert "With 2 rows they leave different rows: one_by_one left 2 rows in numbers" in text
        assert "They leave different rows: make them alike" in await it.press("ctrl+s")

        bench.write(together=TOGETHER)
        text = await it.measure(screen)
        assert "Both versions left the same rows: 2, 4." in text
        # The plot, the table and the SQL stand together.
        for words in ("seconds by rows", "median", "4 rows  executed once, an executemany with 4"):
            assert words in text
        await it.press("escape")
        assert it.returned == [False]

        await it.open()
        await it.until(lambda: "seconds by rows" in it.text(), "the figures")
        assert "Both versions left the same rows: 2, 4." in it.text()
        await it.press("ctrl+s")
        assert it.returned == [False, True]
        passed = [run.passed for run in (await it.attempt()).checks]
        assert passed == [False, True]


async def test_what_never_ends_is_stopped_by_a_key_or_by_leaving(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [2])
    bench.task = MeasureTask(
        id="m", title="Measure one", scripts=["one_by_one.py"], sizes=[2], repeats=1
    )
    bench.write(one_by_one=ENDLESS)
    async with at_bench(bench, LARGE) as it:
        screen = await it.open()
        for stop in ("k", "escape"):
            pid_file = bench.folder / "pid"
            await it.press("r")
            await it.until(pid_file.exists, "the version")
            pid = int(pid_file.read_text())
            pid_file.unlink()
            assert "still being measured" in await it.press("ctrl+s")
            assert "would disturb the measuring" in await it.press("1")
            text = await it.press(stop)
            assert not screen.is_measuring
            if stop == "k":
                assert "stopped" in text
            await it.until(lambda pid=pid: not psutil.pid_exists(pid), "the version's end")  # type: ignore[misc]
        assert it.returned == [False]
        assert (await it.attempt()).checks == ()


async def test_a_version_can_be_stepped_through_on_tables_of_its_own(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [3])
    async with at_bench(bench, SMALL) as it:
        screen = await it.open()
        await it.press("2")
        await it.until(lambda: isinstance(it.app.screen, LabScreen), "the lab")
        await it.recorded()
        assert "together.py with 3 rows" in it.text()
        assert "finished" in it.text()
        assert "INSERT INTO numbers" in await it.press("G")
        await it.press("escape")
        assert it.app.screen is screen


async def test_files_that_are_not_there_are_told_in_a_sentence(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [3])
    (bench.folder / "together.py").unlink()
    async with at_bench(bench, SMALL) as it:
        await it.open()
        assert "✗ There is no together.py among your files." in await it.press("r")
        assert "Not measured to the end" in await it.press("ctrl+s")
        assert "There is no together.py" in await it.press("2")


def results(*sizes: int) -> list[Result]:
    """Return results of both versions: the one takes a second for each row, the other half."""
    found: list[Result] = []
    for size in sizes:
        each = Sent("INSERT INTO numbers VALUES (?)", size, size, size, size)
        whole = Sent("INSERT INTO numbers VALUES (?)", 1, 1, size, size)
        found += [
            Counted("one_by_one", size, size, size, 1, (each,)),
            Counted("together", size, 1, 1, 1, (whole,)),
            Measured("one_by_one", size, 0, float(size), 60.0, 50.0),
            Measured("together", size, 0, size / 2, 60.0, 50.0),
            Compared(size, size, None),
        ]
    return found


async def test_figures_of_older_files_are_shown_as_such_and_their_failures_no_more(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path, [10, 100])
    bench.keep(results(10, 100), older=True)
    async with at_bench(bench, SMALL) as it:
        await it.open()
        assert "older files" in it.text()
        assert "seconds by rows" in it.text()
        assert "The files have changed" in await it.press("ctrl+s")
        await it.press("escape")
        bench.keep([*results(10), Failed("together", 100, "together failed", "")], older=True)
        await it.open()
        assert "Nothing is measured yet" in it.text()
        await it.press("escape")
        bench.keep([*results(10), Failed("together", 100, "together failed", "")])
        await it.open()
        assert "✗ together failed" in it.text()
        assert "together failed: mend it" in await it.press("ctrl+s")


@each_size
async def test_quantities_views_and_scales_are_gone_through_by_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    bench = Bench(tmp_path, [10, 100])
    bench.keep(results(10, 100))
    async with at_bench(bench, size) as it:
        screen = await it.open()
        await it.until(lambda: "seconds by rows" in it.text(), "the figures")
        plot = screen.query_one(MeasurePlot)
        assert "1 ● one_by_one 100.0 s   2 ▲ together 50.0 s   seconds with 100 rows" in it.text()
        # Without colour: each has its own points, and its own dashes between them.
        assert {"●", "▲", "·", "-"} <= set(it.text())
        for title, words in (
            ("Statements", "statements by rows"),
            ("Round trips", "round trips by rows"),
            ("Memory", "MiB by rows"),
            ("Seconds", "seconds by rows"),
        ):
            text = await it.press("right")
            assert f"[{title}]" in text
            assert words in text
        assert "[Memory]" in await it.press("left")
        assert "[Seconds]" in await it.press("right")
        assert "axes by factors" in await it.press("l")
        assert plot.logarithmic
        assert "axes by factors" not in await it.press("l")
        if size == SMALL:
            text = await it.press("v")
            assert "[Table]" in text
            assert "seconds by rows" not in text
            assert "median" in text
            assert "[SQL]" in await it.press("v")
            assert "[Plot]" in await it.press("v")
            x, y = it.at("Table")
            assert "[Table]" in await it.click(x, y)
        else:
            text = await it.press("v")
            assert "median" in text
            assert "seconds by rows" in text
        x, y = it.at("Memory")
        assert "[Memory]" in await it.click(x, y)
        await it.pilot.resize_terminal(160, 48)
        await it.until(lambda: "MiB by rows" in it.text(), "the plot beside the table")
        await it.pilot.resize_terminal(40, 12)
        await it.pilot.pause()
        await it.press("v", "v", "right", "l", "f3")


async def test_the_database_to_measure_on_is_asked_for(tmp_path: Path) -> None:
    async with at_bench(Bench(tmp_path, [3]), SMALL) as it:
        await it.open()
        for answer, words in (
            ("no", "That is no database URL"),
            ("sqlite://", "A database in memory ends"),
            ("mysql://me:secret@h/d", "mysql://me:***@h/d"),
            ("own", "an SQLite file of the lab's own"),
        ):
            await it.press("d")
            await it.press("ctrl+u")
            for each in answer:
                await it.pilot.press(each)
            await it.press("enter")
            await it.until(lambda words=words: words in flat(it.text()), words)  # type: ignore[misc]
            assert "secret" not in it.text()


def test_a_database_is_a_url_or_the_labs_own() -> None:
    assert chosen_database("OWN") is OWN
    assert chosen_database("sqlite:////tmp/x.db").url == "sqlite:////tmp/x.db"


PLAN = Plan(("one_by_one", "together"), (10, 100), 1, 10)


def measurement(*found: Result, plan: Plan = PLAN) -> Measurement:
    """Return a measurement with these results."""
    return Measurement(plan, "a file", found)


def test_the_run_that_goes_on_is_known_by_what_came() -> None:
    whole = results(10, 100)
    here = Measurement(PLAN, "a file")
    seen: list[str] = []
    for each in whole:
        if isinstance(each, Counted) and each.size > PLAN.count_up_to:
            continue
        if not isinstance(each, Compared):
            assert here.coming is not None
            seen.append(here.coming.words)
        assert here.why_not_good is not None
        here.results.append(each)
    assert seen == [
        "recording one_by_one with 10 rows…",
        "recording together with 10 rows…",
        "timing one_by_one with 10 rows, run 1…",
        "timing together with 10 rows, run 1…",
        "timing one_by_one with 100 rows, run 1…",
        "timing together with 100 rows, run 1…",
    ]
    assert here.coming is None
    assert here.runs_left == 0
    assert here.is_good


def test_a_version_that_failed_is_waited_for_no_more() -> None:
    here = measurement(Failed("together", 10, "together with 10 rows failed", ""))
    assert [run.version for run in PLAN.runs()].count("together") == 3
    assert here.runs_left == 3
    assert here.coming is not None
    assert here.coming.version == "one_by_one"
    assert here.is_bad


def test_the_table_says_what_is_apart_and_what_may_be_chance() -> None:
    here = measurement(
        *(Measured("one_by_one", 10, n, s, 50.0, 40.0) for n, s in enumerate((0.2, 0.3, 0.4))),
        *(Measured("together", 10, n, s, 20.0, 10.0) for n, s in enumerate((0.1, 0.15, 0.25))),
    )
    lines = [" ".join(line.plain.split()) for line in table_lines(here, "seconds")]
    assert lines[0] == "rows version runs median min max times"
    assert lines[1] == "10 ● one_by_one 3 0.300 s 0.200 s 0.400 s ≈2.0"
    assert lines[2] == "10 ▲ together 3 0.150 s 0.100 s 0.250 s 1"
    assert any("overlap" in line for line in lines)
    memory = [" ".join(line.plain.split()) for line in table_lines(here, "peak_mib")]
    assert memory[1] == "10 ● one_by_one 3 50.0 MiB 50.0 MiB 50.0 MiB 2.5"
    assert not any("overlap" in line for line in memory)
    assert table_lines(here, "statements") == []


def test_the_sql_is_told_by_statement_and_size_and_a_flood_of_texts_is_cut() -> None:
    returning = Sent("INSERT INTO t RETURNING id", 1, 10, 10_000, 0)
    some = Counted("one_by_one", 10_000, 1, 10, 2, (returning,))
    many = tuple(Sent(f"INSERT {n}", 1, 1, 1, None) for n in range(MOST_STATEMENTS + 5))
    flood = Counted("together", 10_000, len(many), len(many), 1, many)
    plan = Plan(("one_by_one", "together"), (10_000, 20_000), 1, 10_000)
    told = [
        f"{f.name.plain}{f.text.plain}".strip()
        for f in sql_facts(measurement(some, flood, plan=plan))
    ]
    assert "● one_by_one  2 commits" in told
    assert (
        "10,000 rows  executed once, in 10 round trips with 1,000 sets of parameters each" in told
    )
    assert "INSERT 29" in told
    assert "INSERT 30" not in told
    assert "… 5 more statements, each with another text" in told
    assert "With 20,000 rows they are only timed, not recorded." in told
    assert sql_facts(measurement()) == []


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (Sent("", 1, 1, 1, None), "executed once"),
        (Sent("", 3, 3, 3, 0), "executed 3 times"),
        (Sent("", 1, 1, 3, -1), "executed once, an executemany with 3 sets of parameters"),
        (
            Sent("", 2, 2, 6, 6),
            "executed 2 times, an executemany with 3 sets of parameters each time; rowcount 6",
        ),
        (
            Sent("", 1, 3, 4, None),
            "executed once, in 3 round trips with about 1 set of parameters each",
        ),
        (
            Sent("", 1, 3, 3, 3000),
            "executed once, in 3 round trips with 1,000 rows each; rowcount 3,000",
        ),
    ],
)
def test_how_a_statement_was_sent_is_told_in_words(sent: Sent, words: str) -> None:
    assert sent_words(sent) == words


def test_what_is_too_much_to_record_is_said_and_stands_in_nobodys_way() -> None:
    plan = Plan(("one_by_one",), (10,), 1, 10)
    here = measurement(
        NotCounted("one_by_one", 10, "one_by_one with 10 rows, recorded, was stopped"),
        Measured("one_by_one", 10, 0, 1.0, 60.0, 50.0),
        plan=plan,
    )
    assert here.is_good
    told = [fact.text.plain for fact in outcome_facts(here)]
    assert told == ["one_by_one with 10 rows, recorded, was stopped: nothing is counted there"]
    assert any("was stopped" in fact.text.plain for fact in sql_facts(here))


@pytest.fixture
def kept_here(tmp_path: Path) -> Iterator[Path]:
    """A file with a measurement."""
    file = tmp_path / "deep" / "m.json"
    keep(file, measurement(*results(10, 100)), "digest")
    yield file


def test_a_measurement_is_kept_and_found_again(kept_here: Path) -> None:
    found = kept(kept_here, ["one_by_one", "together"])
    assert found is not None
    assert found.scripts == "digest"
    assert sorted(map(repr, found.measurement.results)) == sorted(map(repr, results(10, 100)))
    assert kept(kept_here, ["one_by_one"]) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text[:100],
        lambda text: text.replace('"format":1', '"format":2'),
        lambda text: text.replace('"version":"together"', '"version":"other"'),
        lambda text: text.replace('"size":100', '"size":7'),
        lambda text: '{"format":1}',
        lambda text: "\0",
    ],
    ids=["cut", "later format", "another version", "another size", "empty", "binary"],
)
def test_a_file_that_is_no_such_measurement_is_as_good_as_none(
    kept_here: Path, spoilt: object
) -> None:
    assert callable(spoilt)
    kept_here.write_text(spoilt(kept_here.read_text()))
    assert kept(kept_here, ["one_by_one", "together"]) is None


def test_ticks_are_round_and_few() -> None:
    assert linear_ticks(1.4, 6) == [0, 0.5, 1.0, 1.5]
    assert linear_ticks(10_000, 6) == [0, 2000, 4000, 6000, 8000, 10_000]
    assert linear_ticks(0, 6) == [0, 1]
    assert log_ticks(0.038, 0.13, 6) == pytest.approx([0.02, 0.05, 0.1, 0.2])
    assert log_ticks(1, 10_000, 6) == pytest.approx([1, 10, 100, 1000, 10_000])
    assert log_ticks(5, 5, 6) == pytest.approx([5, 10])
    # The last is always told; what would touch it or each other is left out.
    assert apart([100, 200, 10_000], [0.01, 0.02, 1.0], 60) == [200, 10_000]
    assert apart([100, 1000, 10_000], [0.01, 0.1, 1.0], 10) == [10_000]

"""Code that does its worst: each run ends with an outcome and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from ormlab_tui.checks import (
    CheckEnd,
    CheckMessage,
    CheckRun,
    TestFile,
    TestResult,
    TestsFound,
    TestStarted,
)
from ormlab_tui.runner.limits import Limits

from .making import write

pytestmark = pytest.mark.usefixtures("leaves_nothing")

# No test waits for these: they end a run that does not end by itself.
ENOUGH = Limits(max_seconds=120, max_memory=2048, max_output=64)
TESTS = """
    from work import act

    def test_before(): pass
    def test_it(): act()
    def test_after(): pass
"""
MakeRun = Callable[..., CheckRun]


@pytest.fixture
def make_run(tmp_path: Path) -> MakeRun:
    """Return what makes a run of three tests, the middle one of which calls `act` of the code."""

    def make(code: str, limits: Limits = ENOUGH, tests: str = TESTS) -> CheckRun:
        write(tmp_path, {"work/work.py": code, "test_work.py": tests})
        return CheckRun(tmp_path / "work", [TestFile(tmp_path / "test_work.py")], limits)

    return make


def ended(run: CheckRun) -> tuple[CheckEnd, dict[str, TestResult]]:
    messages = list(run)
    end = messages[-1]
    assert isinstance(end, CheckEnd)
    return end, {each.name: each for each in messages if isinstance(each, TestResult)}


def wait_for_end_of(pid: int) -> None:
    """Return once a killed process is gone; it was told to be, which takes the system a while."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} is still there")


@pytest.mark.parametrize(
    ("code", "outcome", "said"),
    [
        ("import os\ndef act(): os._exit(0)", "exit", "ended the process of the tests"),
        ("import os\ndef act(): os._exit(3)", "exit", "exit code 3"),
        ("import os\ndef act(): os.kill(os.getpid(), 11)", "crashed", "SIGSEGV"),
    ],
)
def test_end_of_the_process_cuts_one_test_off_and_keeps_the_others(
    make_run: MakeRun, code: str, outcome: str, said: str
) -> None:
    end, results = ended(make_run(code))
    assert (end.outcome, end.passed) == (outcome, False)
    assert end.message is not None
    assert said in end.message
    assert [each.outcome for each in results.values()] == ["passed", "error", "not-run"]
    assert results["test_it"].got == end.message


@pytest.mark.parametrize("code", ["import os\nos._exit(0)", "import os\nos.kill(os.getpid(), 9)"])
def test_end_of_the_process_at_import_is_said_of_the_file(make_run: MakeRun, code: str) -> None:
    end, results = ended(make_run(code))
    assert not end.passed
    assert {name: each.outcome for name, each in results.items()} == {"test_work.py": "error"}


@pytest.mark.parametrize("code", ["raise SystemExit(0)", "raise KeyboardInterrupt"])
def test_wish_to_exit_at_import_is_an_error_of_the_file(make_run: MakeRun, code: str) -> None:
    end, results = ended(make_run(code))
    assert (end.outcome, end.passed) == ("finished", False)
    got = results["test_work.py"].got
    assert got is not None
    assert got.startswith(code.split()[1].partition("(")[0])


def test_interrupt_in_a_test_is_its_result(make_run: MakeRun) -> None:
    end, results = ended(make_run("def act(): raise KeyboardInterrupt"))
    assert not end.passed
    assert [each.outcome for each in results.values()] == ["passed", "error", "not-run"]
    assert results["test_it"].got == "KeyboardInterrupt"


def test_endless_loop_ends_at_the_time_limit(make_run: MakeRun) -> None:
    end, results = ended(make_run("while True: pass", Limits(max_seconds=0.5)))
    assert end == CheckEnd("time-limit", False, "stopped after 0.5 s")
    assert results["test_work.py"].got == end.message


def test_too_much_memory_ends_the_run(make_run: MakeRun) -> None:
    code = "held = bytearray(b'x' * (300 << 20))\nwhile True: pass"
    end, _ = ended(make_run(code, Limits(max_seconds=120, max_memory=200)))
    assert end.outcome == "memory-limit"


@pytest.mark.parametrize(
    "act",
    [
        "while True: print('x' * 100_000)",
        # All at once, and over before anybody can look.
        "print('x' * 2_000_000)",
    ],
)
def test_flood_of_output_ends_the_run(make_run: MakeRun, act: str) -> None:
    end, _ = ended(make_run(f"def act():\n    {act}", Limits(max_seconds=120, max_output=1)))
    assert (end.outcome, end.passed) == ("output-limit", False)


def test_endless_file_is_an_error_where_it_is_written(make_run: MakeRun) -> None:
    code = """
        def act():
            with open("endless", "wb") as file:
                while True:
                    file.write(b"x" * 1_000_000)
    """
    end, results = ended(make_run(code, Limits(max_seconds=120, max_output=1)))
    assert end.outcome == "finished"
    got = results["test_it"].got
    assert got is not None
    assert "File too large" in got


def test_what_the_code_starts_does_not_outlive_the_run(make_run: MakeRun) -> None:
    code = """
        import os, signal

        def act():
            reader, writer = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(writer, str(os.getpid()).encode())
                    while True:
                        signal.pause()
                os._exit(0)
            print(os.read(reader, 20).decode())
    """
    end, results = ended(make_run(code))
    assert end == CheckEnd("finished", True, None)
    wait_for_end_of(int(results["test_it"].printed))


def test_fork_that_goes_on_testing_says_nothing(make_run: MakeRun) -> None:
    end, results = ended(make_run("import os\ndef act(): os.waitpid(os.fork() or os.getpid(), 0)"))
    # The child fails at waiting for itself, and that is its own affair.
    assert end == CheckEnd("finished", True, None)
    assert [each.outcome for each in results.values()] == ["passed", "passed", "passed"]


def test_results_come_while_tests_still_run_and_the_run_can_be_cancelled(
    make_run: MakeRun,
) -> None:
    run = make_run("import signal\ndef act():\n    while True: signal.pause()")
    messages: list[CheckMessage] = []
    for message in run:
        messages.append(message)
        if isinstance(message, TestStarted) and message.name == "test_it":
            run.cancel()
    found, before_started, before, it_started, it, after, end = messages
    assert isinstance(found, TestsFound)
    assert isinstance(before_started, TestStarted)
    assert isinstance(it_started, TestStarted)
    results = [each for each in (before, it, after) if isinstance(each, TestResult)]
    assert [each.outcome for each in results] == ["passed", "error", "not-run"]
    assert end == CheckEnd("cancelled", False, "stopped on request")


def test_run_left_in_the_middle_leaves_nothing(make_run: MakeRun) -> None:
    run: Iterator[CheckMessage] = iter(make_run("import signal\ndef act(): signal.pause()"))
    while not (isinstance(message := next(run), TestStarted) and message.name == "test_it"):
        continue
    run.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("tests", "outcomes", "message"),
    [
        ("", [], "there is no test to run"),
        ("def helper(): pass", [], "there is no test to run"),
        ("import pytest\npytest.skip('no', allow_module_level=True)", ["skipped"], None),
        ("def test_it(:", ["error"], None),
    ],
)
def test_file_without_a_test_that_ran_has_not_passed(
    make_run: MakeRun, tests: str, outcomes: list[str], message: str | None
) -> None:
    end, results = ended(make_run("", tests=tests))
    assert end == CheckEnd("finished", False, message)
    assert [each.outcome for each in results.values()] == outcomes


def test_code_that_changes_how_it_is_printed_can_still_be_told(make_run: MakeRun) -> None:
    code = """
        import os, sys

        def act():
            sys.stdout.close()
            os.closerange(0, 256)
            raise ValueError("unheard")
    """
    end, results = ended(make_run(code))
    assert end == CheckEnd("finished", False, None)
    assert [each.outcome for each in results.values()] == ["passed", "failed", "passed"]
    assert results["test_it"].got == "ValueError: unheard"

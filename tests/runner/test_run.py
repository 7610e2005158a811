"""Runs: their messages while they go on, how they end, and that nothing of them remains."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from ormlab_tui.recording import Recording
from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import End, Header, Outcome, Step
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run, record

MakeRun = Callable[..., Run]

# A script's way of going on until it is ended.
FOREVER = "import signal\nwhile True: signal.pause()\n"


def end_of(run: Run) -> End:
    end = record(run).end
    assert end is not None
    return end


def is_gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_messages_arrive_while_the_script_still_runs(make_run: MakeRun) -> None:
    script_reads, test_writes = os.pipe()
    run = make_run("header()\nstep()\ninput()\nstep()\nend()", stdin=script_reads)
    messages = iter(run)
    assert isinstance(decode(next(messages)), Header)
    first = decode(next(messages))
    assert isinstance(first, Step)
    # The script can only go on, and end, once it is told to.
    os.write(test_writes, b"go on\n")
    last = [decode(payload) for payload in messages]
    assert [type(message) for message in last] == [Step, End]
    os.close(script_reads)
    os.close(test_writes)


def test_a_recording_is_made_of_what_was_sent(make_run: MakeRun) -> None:
    recording = record(make_run("header()\nstep()\nstep()\nprint('hello')\nend()"))
    assert isinstance(recording, Recording)
    assert recording.last == 1
    assert recording.end == End(Outcome("finished", 0), "hello\n", "")


def test_the_child_gets_arguments_and_settings(make_run: MakeRun) -> None:
    run = make_run(
        "header()\nprint(arguments, settings)\nend()",
        "a b",
        "--c",
        limits=Limits(max_steps=7),
        tracer="settrace",
        database="sqlite://",
    )
    stdout = end_of(run).stdout
    assert "('a b', '--c')" in stdout
    assert "'max_steps': 7, 'tracer': 'settrace', 'database': 'sqlite://'" in stdout


def test_the_child_has_the_folder_and_the_environment_of_its_parent(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEN", "by the script")
    source = "import os\nheader()\nprint(os.getcwd())\nprint(sorted(os.environ))\nend()"
    folder, names = end_of(make_run(source)).stdout.splitlines()
    assert folder == str(Path.cwd())
    # Where no locale is set, Python itself adds LC_CTYPE.
    assert names == str(sorted(os.environ)) or "LC_CTYPE" in names
    assert "'SEEN'" in names


def test_what_is_added_to_the_environment_is_the_childs_alone(make_run: MakeRun) -> None:
    source = "import os\nheader()\nprint(os.environ['ADDED'])\nend()"
    assert end_of(make_run(source, environment={"ADDED": "for this run"})).stdout == (
        "for this run\n"
    )
    assert "ADDED" not in os.environ


def test_there_is_nothing_to_read_unless_an_input_is_given(make_run: MakeRun) -> None:
    assert end_of(
        make_run("import sys\nheader()\nprint(repr(sys.stdin.read()))\nend()")
    ).stdout == ("''\n")


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("end()", Outcome("finished", 0)),
        ("end('exception', 'ValueError: no'); exit(1)", Outcome("exception", 1, "ValueError: no")),
        ("end('exit'); exit(4)", Outcome("exit", 4)),
        ("import os; os._exit(3)", Outcome("exit", 3)),
        ("end('step-limit', 'too many'); exit(1)", Outcome("step-limit", None, "too many")),
    ],
)
def test_the_outcome_is_what_the_child_says_and_how_it_ends(
    make_run: MakeRun, source: str, outcome: Outcome
) -> None:
    assert end_of(make_run(f"header(); step(); {source}")).outcome == outcome


@pytest.mark.parametrize("before", ["step()", "end()"])
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM])
def test_a_signal_is_a_crash_even_after_the_childs_own_end(
    make_run: MakeRun, before: str, number: signal.Signals
) -> None:
    run = make_run(f"import os; header(); {before}; os.kill(os.getpid(), {int(number)})")
    outcome = end_of(run).outcome
    assert (outcome.kind, outcome.exit_code) == ("crashed", -number)
    assert number.name in (outcome.message or "")


def test_what_was_printed_before_a_crash_is_kept(make_run: MakeRun) -> None:
    run = make_run(
        """
        import os, sys
        header()
        print("out", flush=True)
        print("err", file=sys.stderr, flush=True)
        os.write(1, b"\\xff\\n")
        os.kill(os.getpid(), 11)
        """
    )
    end = end_of(run)
    assert (end.stdout, end.stderr) == ("out\n\ufffd\n", "err\n")


def test_the_printed_text_of_a_killed_run_includes_what_was_buffered(make_run: MakeRun) -> None:
    source = """
header()
print("written", flush=True)
step(Output("stdout", "written\\n"))
print("buffered")
step(Output("stdout", "buffered\\n"))
"""
    run = make_run(source + FOREVER)
    last = b""
    for count, payload in enumerate(run, start=1):
        if count == 3:
            run.cancel()
        last = payload
    end = decode(last)
    assert isinstance(end, End)
    assert (end.outcome.kind, end.stdout) == ("cancelled", "written\nbuffered\n")


def test_text_that_a_script_lost_by_leaving_is_not_made_up(make_run: MakeRun) -> None:
    run = make_run(
        """
        import os
        header()
        print("lost")
        step(Output("stdout", "lost\\n"))
        os._exit(0)
        """
    )
    assert end_of(run).stdout == ""


def test_time_is_limited(make_run: MakeRun) -> None:
    end = end_of(make_run("header(); step()\n" + FOREVER, limits=Limits(max_seconds=1)))
    assert end.outcome == Outcome("time-limit", None, "stopped after 1 s")


def test_a_child_that_has_ended_its_recording_and_hangs_is_stopped(make_run: MakeRun) -> None:
    end = end_of(make_run("header(); end()\n" + FOREVER, limits=Limits(max_seconds=1)))
    assert end.outcome.kind == "time-limit"


def test_memory_is_limited(make_run: MakeRun) -> None:
    source = "header(); step(); kept = b'x' * 200_000_000\n" + FOREVER
    assert end_of(make_run(source, limits=Limits(max_memory=150))).outcome.kind == "memory-limit"


@pytest.mark.skipif(sys.platform != "linux", reason="counted from /proc")
def test_memory_of_processes_that_the_script_starts_counts(make_run: MakeRun) -> None:
    source = f"""
header()
import subprocess, sys
program = "kept = b'x' * 200_000_000\\n" + {FOREVER!r}
subprocess.run([sys.executable, "-c", program])
"""
    assert end_of(make_run(source, limits=Limits(max_memory=150))).outcome.kind == "memory-limit"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_is_limited(make_run: MakeRun, stream: str) -> None:
    source = f"import sys; header(); sys.{stream}.write('x' * 3_000_000); sys.{stream}.flush()\n"
    end = end_of(make_run(source + FOREVER, limits=Limits(max_output=2)))
    assert end.outcome.kind == "output-limit"
    assert len(end.stdout + end.stderr) == 2 * 1024 * 1024


def test_a_run_can_be_cancelled_from_another_thread(make_run: MakeRun) -> None:
    run = make_run("header(); step()\n" + FOREVER)
    begun = threading.Event()
    ends: list[End] = []

    def follow() -> None:
        for payload in run:
            message = decode(payload)
            if isinstance(message, Step):
                begun.set()
            if isinstance(message, End):
                ends.append(message)

    thread = threading.Thread(target=follow)
    thread.start()
    begun.wait()
    run.cancel()
    thread.join()
    assert ends == [End(Outcome("cancelled", None, "stopped on request"), "", "")]


@pytest.mark.skipif(sys.platform != "linux", reason="found through /proc")
@pytest.mark.parametrize("ending", ["end", "wait"])
def test_no_process_of_a_run_remains(make_run: MakeRun, ending: str) -> None:
    source = (Path(__file__).parent / "samples" / "starts_others.py").read_text()
    end = end_of(make_run(source, ending, limits=Limits(max_seconds=5)))
    assert end.outcome.kind == ("finished" if ending == "end" else "time-limit")
    pids = [int(line) for line in end.stdout.split()]
    assert len(set(pids)) == 4
    assert all(is_gone(pid) for pid in pids)


def test_a_run_that_is_left_early_leaves_no_process_and_no_file(
    make_run: MakeRun, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    source = f"""
import os
from pathlib import Path
Path({str(note)!r}).write_text(f"{{os.getpid()}} {{settings['channel']}}")
header()
step()
"""
    messages = make_run(source + FOREVER).batches()
    next(messages)
    messages.close()  # type: ignore[attr-defined]
    pid, channel = note.read_text().split()
    assert is_gone(int(pid))
    assert not Path(channel).exists()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import sys; print('one\\nthe reason', file=sys.stderr); exit(1)", "the reason"),
        ("import os; os._exit(9)", "exit code 9"),
        ("raise ImportError('no engine')", "ImportError: no engine"),
    ],
)
def test_a_child_that_never_begins_is_an_error_with_its_reason(
    make_run: MakeRun, source: str, reason: str
) -> None:
    with pytest.raises(RunError, match=f"can't be recorded.*{reason}$"):
        record(make_run(source))


def test_a_child_that_is_stopped_before_it_begins_is_an_error(make_run: MakeRun) -> None:
    with pytest.raises(RunError, match=r"stopped after 0\.5 s, before it began"):
        record(make_run(FOREVER, limits=Limits(max_seconds=0.5)))


def test_an_interpreter_that_is_not_there_is_an_error(make_run: MakeRun) -> None:
    with pytest.raises(RunError, match="can't be run with /no/such/python"):
        record(make_run("header()", python="/no/such/python"))


def test_a_file_that_is_no_script_is_refused_before_anything_starts(tmp_path: Path) -> None:
    binary = tmp_path / "binary.py"
    binary.write_bytes(b"\x7fELF\0\0")
    large = tmp_path / "large.py"
    large.write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    for path, reason in [
        (tmp_path / "missing.py", "does not exist"),
        (tmp_path, "is a folder"),
        (binary, "is a binary file"),
        (large, "is larger than"),
        (Path("/dev/zero"), "is not a regular file"),
        (tmp_path / "nul\0.py", "can't be read"),
    ]:
        with pytest.raises(RunError, match=reason) as caught:
            Run(path)
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read every file")
def test_a_script_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "secret.py"
    script.touch(mode=0)
    with pytest.raises(RunError, match="can't be read: Permission denied"):
        Run(script)

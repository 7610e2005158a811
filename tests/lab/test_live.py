"""Stepping through a script while it runs, stopping it, and scripts that don't start."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from ormlab_tui.lab.start import RecordingStart, ScriptStart
from ormlab_tui.runner.limits import Limits
from tests.lab.driving import LARGE, SIZES, driving

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


def _script(folder: Path, source: str) -> Path:
    script = folder / "script.py"
    script.write_text(dedent(source))
    return script


@each_size
async def test_steps_are_shown_while_the_script_still_runs(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    signal = tmp_path / "go on"
    script = _script(
        tmp_path,
        f"""
        from pathlib import Path
        from time import sleep

        print("waiting")
        while not Path({str(signal)!r}).exists():
            sleep(0.005)
        print("went on")
        """,
    )
    limits = Limits(max_steps=10_000_000)
    async with driving(ScriptStart(script, (), limits), size) as it:
        await it.until(lambda: it.lab.running and it.lab.recording is not None)
        await it.until(lambda: it.recording.last > 20, "steps")
        await it.press("right", "right", "right")
        assert it.step == 2
        assert "recording…" in it.text()
        assert "waiting" in await it.press("7")
        _, y = it.at("▷")
        assert "while not" in it.text().splitlines()[y]
        signal.touch()
        await it.recorded()
        assert "finished" in it.text()
        assert "went on" in await it.press("G")


@each_size
async def test_a_running_script_can_be_stopped_and_what_was_recorded_stays(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    script = _script(tmp_path, "count = 0\nwhile True:\n    count += 1\n")
    async with driving(ScriptStart(script, (), Limits(max_steps=10_000_000)), size) as it:
        await it.until(lambda: it.lab.running and it.lab.recording is not None)
        await it.until(lambda: it.recording.last > 10, "steps")
        await it.press("k")
        await it.recorded()
        assert "cancelled" in it.text()
        await it.press("G")
        assert it.step == it.recording.last > 10


async def test_the_script_can_be_recorded_again_as_it_is_now(tmp_path: Path) -> None:
    script = _script(tmp_path, "print('before')\n")
    async with driving(ScriptStart(script), LARGE) as it:
        await it.recorded()
        assert "before" in await it.press("G")
        script.write_text("first = 1\nprint('after')\n")
        await it.press("r")
        await it.recorded()
        assert it.step == -1
        assert "after" in await it.press("G")
        assert it.step == 1


@each_size
async def test_arguments_reach_the_script(tmp_path: Path, size: tuple[int, int]) -> None:
    script = _script(tmp_path, "import sys\nprint(sys.argv[1:])\n")
    async with driving(ScriptStart(script, ("a", "b c")), size) as it:
        await it.recorded()
        assert "['a', 'b c']" in await it.press("G", "7")


@each_size
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(:\n", ("Nothing of script.py ran", "SyntaxError")),
        ("x = 1\nraise ValueError('[b]no[/b]')\n", ("exception", "ValueError")),
        ("import os\nos._exit(3)\n", ("exit", "code 3")),
    ],
    ids=["syntax error", "exception", "os._exit"],
)
async def test_however_a_script_ends_the_lab_says_so(
    tmp_path: Path, size: tuple[int, int], source: str, words: tuple[str, ...]
) -> None:
    async with driving(ScriptStart(_script(tmp_path, source)), size) as it:
        await it.recorded()
        for each in words:
            assert each in it.text()
        await it.press("G", "left", "right", "x", "s")


@each_size
async def test_what_cannot_be_opened_is_told_in_the_lab(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    no_recording = tmp_path / "no.ormrec"
    no_recording.write_text("[bold]nothing[/]")
    for start, words in (
        (ScriptStart(tmp_path / "missing.py"), "does not exist"),
        (ScriptStart(tmp_path), "name a Python script in it"),
        (RecordingStart(no_recording), "is not an ormlab recording"),
        (RecordingStart(tmp_path / "missing.ormrec"), "can't be read"),
    ):
        async with driving(start, size) as it:
            await it.until(lambda it=it, words=words: words in it.words())  # type: ignore[misc]
            await it.press("right", "G", "s", "y", "escape")
            assert "The Invisible Link" in it.text()


async def test_leaving_the_lab_ends_the_script(tmp_path: Path) -> None:
    started = tmp_path / "pid"
    script = _script(
        tmp_path,
        f"""
        import os, pathlib, time
        pathlib.Path({str(started)!r}).write_text(str(os.getpid()))
        time.sleep(600)
        """,
    )
    async with driving(ScriptStart(script), LARGE) as it:
        await it.until(lambda: started.exists() and bool(started.read_text()))
        pid = int(started.read_text())
        await it.press("escape")
        await it.until(lambda: not _runs(pid), "the script's end")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

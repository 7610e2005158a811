"""Whatever a recording, a course or a file's name holds is shown as text and never obeyed."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ormlab_tui.cli import main
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.screens.reading import Reading
from ormlab_tui.lab.start import CourseStart, ExerciseStart, RecordingStart, ScriptStart, Start
from tests.lab.driving import LARGE, SMALL, Driver

from .misleading import EVIL, MARKUP, misleading_course, misleading_recording, obeyed_in

each_size = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the test away from the user's own folders."""
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path / "ormlab-data"))
    monkeypatch.setenv("ORMLAB_CONFIG_DIR", str(tmp_path / "ormlab-config"))
    monkeypatch.delenv("ORMLAB_DATABASE_URL", raising=False)


@pytest.fixture
def misleading_file(tmp_path: Path) -> Path:
    path = tmp_path / "made\x1b[2J\u202e\x07[bold]x.ormrec"
    path.write_bytes(misleading_recording())
    return path


class Watcher(Driver):
    """A lab whose every screen is looked at."""

    async def opened(self) -> None:
        """Wait until the recording is there."""
        await self.until(lambda: isinstance(self.app.screen, LabScreen), "the lab")
        await self.recorded()

    def look(self) -> str:
        """Return what is on screen, in which nothing is obeyed."""
        for screen in self.app.screen_stack:
            assert obeyed_in(screen._compositor.render_strips()) == []
        return self.text()

    async def after(self, *keys: str) -> str:
        """Press keys one by one and look after each."""
        for key in keys:
            await self.press(key)
            assert self.app.is_running
            self.look()
        return self.text()


@asynccontextmanager
async def watching(
    start: Start, size: tuple[int, int], course: Path | None = None
) -> AsyncIterator[Watcher]:
    """Open the lab on something misleading."""
    app = LabApp(start, course=course)
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Watcher(pilot, app)


@each_size
async def test_a_recording_is_stepped_through(misleading_file: Path, size: tuple[int, int]) -> None:
    async with watching(RecordingStart(misleading_file), size) as lab:
        await lab.opened()
        await lab.after("right", "right", "end", "home", "right")
        for number in range(1, 7):
            await lab.after(str(number), "down", "enter")
        await lab.after("escape", "z", "z", "left", "c", "question_mark", "escape")
        for key in ("slash", "g"):
            await lab.after(key, "r", "e", "d", "enter")
        lab.app.notify(EVIL, markup=False)
        await lab.pilot.pause()
        lab.look()


@each_size
async def test_markup_stays_what_it_is(misleading_file: Path, size: tuple[int, int]) -> None:
    async with watching(RecordingStart(misleading_file), size) as lab:
        await lab.opened()
        await lab.after("right", "6")
        assert "[bold red]red[/]" in lab.text()


@each_size
async def test_a_file_that_can_not_be_opened_is_told(tmp_path: Path, size: tuple[int, int]) -> None:
    for name, content in (("no\x1b[2J", None), ("bad\x1b]0;x\x07", b"\x93ORMREC1\n" + b"\1" * 40)):
        path = tmp_path / f"{name}.ormrec"
        if content is not None:
            path.write_bytes(content)
        async with watching(RecordingStart(path), size) as lab:
            await lab.opened()
            await lab.after("right", "question_mark", "escape")


async def test_a_script_that_prints_misleading_things_is_recorded(tmp_path: Path) -> None:
    script = tmp_path / "prints\x1b[2J.py"
    script.write_text(
        f"import sys\ntext = {EVIL!r}\nprint(text)\nprint(text, file=sys.stderr)\n"
        "sys.stdout.buffer.write(b'\\xff\\x1b[31m\\x9b2J')\nprint('x' * 1_000_000)\n"
        "raise ValueError(text)\n"
    )
    async with watching(ScriptStart(script), SMALL) as lab:
        await lab.opened()
        await lab.after("end", "5", "6", "end", "home")


@each_size
async def test_a_course_is_listed_read_and_answered(tmp_path: Path, size: tuple[int, int]) -> None:
    course = misleading_course(tmp_path)
    async with watching(CourseStart(), size, course) as lab:
        await lab.until(lambda: "Thing" in lab.text(), "the course")
        lab.look()
        await lab.after("down", "tab", "down", "question_mark", "escape", "shift+tab", "home")
    async with watching(ExerciseStart("1.1"), size, course) as lab:
        await lab.until(lambda: isinstance(lab.app.screen, Reading), "the brief")
        await lab.after("down", "down", "end", "enter")
        await lab.until(lambda: "question 1 of" in lab.text(), "the first question")
        await lab.after("down", "enter", "1")
        await lab.after("question_mark", "escape")
    async with watching(ExerciseStart("2.1"), size, course) as lab:
        await lab.until(lambda: "Double" in lab.text(), "the tasks")
        await lab.after("down", "tab", "down", "question_mark", "escape")


def printed_by(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str, str]:
    monkeypatch.setattr(sys, "argv", ["ormlab", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def test_the_command_line_prints_a_recording_line_by_line(
    misleading_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in ((), ("--step", "2"), ("--json",), ("--step", "2", "--json")):
        status, out, err = printed_by(["show", str(misleading_file), *options], monkeypatch, capsys)
        assert (status, err) == (0, "")
        # JSON has its own escapes, and none for what reorders a line: it is for programs.
        allowed = str.isprintable if "--json" not in options else lambda text: "\x1b" not in text
        assert all(allowed(line) for line in out.split("\n"))
        assert MARKUP in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", f"{EVIL}.ormrec".replace("\0", "")],
        ["show", "{misleading}", "--step", "99"],
        ["show", "{damaged}"],
        ["record", f"{EVIL}.py".replace("\0", "")],
        ["step", f"{EVIL}.py".replace("\0", "")],
        ["record", "{script}", "-o", f"{EVIL}/x".replace("\0", "")],
        ["check", EVIL.replace("\0", "")],
        ["open", EVIL.replace("\0", ""), "--course", "{folder}"],
        ["open", "9.9", "--course", "{course}"],
        [EVIL.replace("\0", "")],
        ["show", f"--{EVIL}".replace("\0", "")],
    ],
    ids=range(11),
)
def test_an_error_is_one_line_that_a_terminal_shows(
    arguments: list[str],
    misleading_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    damaged = tmp_path / "damaged\x1b[2J.ormrec"
    damaged.write_bytes(misleading_recording()[:-9] + b"\x1b[2J" * 4)
    script = tmp_path / "script.py"
    script.write_text("")
    places = {
        "{misleading}": misleading_file,
        "{damaged}": damaged,
        "{script}": script,
        "{folder}": tmp_path,
    }
    if "{course}" in arguments:
        places["{course}"] = misleading_course(tmp_path)
    given = [str(places.get(each, each)) for each in arguments]
    _, out, err = printed_by(given, monkeypatch, capsys)
    assert err
    for line in (out + err).split("\n"):
        assert line.isprintable()
        assert "Traceback" not in line

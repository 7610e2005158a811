"""What fails in the lab itself: shown where it failed, logged without anything of the user's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.content import Content

from ormlab_tui.failure_log import KEPT, failure_text, logs_folder, write_failure
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.objects import ObjectsPane
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.start import RecordingStart
from ormlab_tui.lab.widgets.line_list import LineList, Lines
from tests.lab.conftest import FileOf
from tests.lab.driving import driving
from tests.lab.panes.host import showing, step_of
from tests.lab.panes.made import made
from tests.settling import wait_until_settled

SECRET = "sesame"


@pytest.fixture(autouse=True)
def settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pause for as long as there is something to do, and no longer."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_until_settled)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_until_settled)


class StepLines(Lines):
    """The number of the step, unless it can't be drawn."""

    count = 1

    def __init__(self, step: int) -> None:
        self._step = step

    def line(self, index: int) -> Content:
        """Return the line, but not at step 3."""
        if self._step == 3:
            raise ValueError(SECRET)
        return Content(f"this is step {self._step}")


class FrailPane(Pane):
    """Shows the number of the step, and fails at some."""

    title: ClassVar[str] = "Frail"
    slug: ClassVar[str] = "frail"

    def compose(self) -> ComposeResult:
        yield LineList()

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        return True

    def clear(self) -> None:
        self.query_one(LineList).show(Lines())

    def refresh_for(self, moment: Moment) -> None:
        if moment.step == 1:
            raise KeyError(SECRET)
        self.query_one(LineList).show(StepLines(moment.step))

    def text(self) -> str:
        return self.query_one(LineList).text()


def logs() -> list[str]:
    return [path.read_text() for path in sorted(logs_folder().glob("*"))]


async def test_a_pane_that_fails_says_so_and_is_tried_again_at_the_next_step() -> None:
    async with showing(FrailPane, made(*([([], [])] * 6)), 100) as shown:
        assert "this is step 0" in await shown.at(0)
        failed = " ".join((await shown.at(1)).replace("│", " ").split())
        assert "Frail can't be shown at step 1: KeyError. Go on: it is tried again" in failed
        assert "this is step" not in failed
        assert str(logs_folder()) in failed.replace(" ", "")
        assert shown.pane.has_focus_within
        assert "this is step 2" in await shown.at(2)
        assert "Frail can't be shown at step 3: ValueError" in await shown.at(3)
        assert shown.pane.whole_text().startswith("✗ Frail can't be shown at step 3: ValueError")
        assert "this is step 4" in await shown.at(4)
        assert "can't be shown at step 1" in await shown.at(1)
        assert "this is step 2" in await shown.at(2)
    assert len(logs()) == 2, "each reason is logged once"
    assert SECRET not in "".join(logs())


async def test_a_key_that_fails_in_a_pane_ends_nothing(
    recorded_file: FileOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(line_list: LineList, by: int) -> None:
        raise LookupError(SECRET)

    monkeypatch.setattr(LineList, "action_move", fail)
    async with driving(RecordingStart(recorded_file("1.1"))) as lab:
        await lab.recorded()
        lab.lab.go_to(lab.recording.last)
        lab.lab.action_show_pane("sql")
        await lab.until(lambda: isinstance(lab.app.focused, LineList), "the focus")
        assert "SQL can't be shown at step" in await lab.press("down")
        assert "SQL can't be shown" not in await lab.press("left")
        assert lab.step == lab.recording.last - 1


@pytest.mark.parametrize("method", ["refresh_for", "clear", "is_concerned"])
async def test_the_other_panes_go_on(
    recorded_file: FileOf, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def fail(pane: ObjectsPane, *_: object) -> bool:
        raise RuntimeError(SECRET)

    async with driving(RecordingStart(recorded_file("1.1"))) as lab:
        await lab.recorded()
        recording = lab.recording
        with monkeypatch.context() as patched:
            patched.setattr(ObjectsPane, method, fail)
            if method == "clear":
                lab.lab.take_recording(None)
                lab.lab.take_recording(recording)
            changes = step_of(recording, "product_a.price = 999")
            lab.lab.go_to(changes - 1)
            text = await lab.press("right")
            assert lab.step == changes
            assert f"Objects can't be shown at step {changes}: RuntimeError" in text
            assert "SELECT products.id" in text
        text = await lab.press("right")
        assert "can't be shown" not in text
        assert "~ price  modified  999" in text
    assert SECRET not in "".join(logs())


def test_a_log_tells_where_it_failed_and_nothing_of_the_users(tmp_path: Path) -> None:
    script = tmp_path / "my_private_project.py"
    script.write_text(f"password = {SECRET!r}\nraise ValueError(password)  # {SECRET}\n")
    try:
        try:
            exec(compile(script.read_text(), str(script), "exec"), {})
        except ValueError as error:
            raise ExceptionGroup(SECRET, [error, TypeError(SECRET)]) from KeyError(SECRET)
    except ExceptionGroup as error:
        text = failure_text(error, "the lab")
    assert SECRET not in text
    assert str(tmp_path) not in text
    for said in ("ExceptionGroup\n", "in it: ValueError", "TypeError", "caused by: KeyError"):
        assert said in text
    assert "  my_private_project.py:2 in <module>" in text
    assert "test_a_log_tells_where_it_failed" in text


def test_logs_are_private_and_few() -> None:
    written = [write_failure(ValueError(), "the lab") for _ in range(KEPT + 3)]
    there = set(logs_folder().iterdir())
    assert len(there) == KEPT
    assert written[-1] in there
    assert {path.stat().st_mode & 0o777 for path in there} == {0o600}
    assert logs_folder().stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_is_no_further_failure(tmp_path: Path) -> None:
    logs_folder().parent.mkdir()
    logs_folder().write_text("a file where the folder should be")
    assert write_failure(ValueError(), "the lab") is None


FAILING = """
    from ormlab_tui.lab.app import LabApp, open_lab
    from ormlab_tui.lab.start import CourseStart

    class Broken:
        def __repr__(self):
            return "sesame"

    def fail(app, *_):
        held = Broken()
        raise ValueError("sesame", held)

    {what} = fail
    open_lab(CourseStart())
"""


@pytest.fixture
def terminal() -> Iterator[int]:
    """The end of a terminal that a program is started on."""
    ours, theirs = os.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(
    "what", ["LabApp.on_mount", "LabApp.open_exercise", "LabApp.get_line_filters"]
)
def test_a_lab_that_fails_restores_the_terminal_and_names_its_log(
    tmp_path: Path, terminal: int, what: str
) -> None:
    script = tmp_path / "failing.py"
    text = dedent(FAILING).format(what=what)
    if what == "LabApp.open_exercise":
        text = text.replace("CourseStart()", "ExerciseStart('1.1')")
        text = text.replace("import CourseStart", "import ExerciseStart")
    script.write_text(text)
    done = subprocess.run(
        [sys.executable, str(script)],
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=120,
    )
    screen, _, after = done.stderr.decode().rpartition("\x1b[?1049l")
    assert done.returncode == 1
    assert "\x1b[?1049h" in screen
    sentence = after[after.index("ormlab: ") :]
    assert sentence.startswith("ormlab: the lab has failed and was closed: ValueError; ")
    assert sentence.count("\n") == 1
    (log,) = logs_folder().iterdir()
    assert sentence.rstrip().endswith(str(log))
    for text in (done.stderr.decode(), log.read_text()):
        assert SECRET not in text
        assert "Traceback" not in text
    assert "failing.py:" in log.read_text()

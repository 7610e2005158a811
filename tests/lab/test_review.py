"""Reviewing a pull request: comments, the review, marking, and coming back to all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import ReviewTask
from ormlab_tui.lab.app import LabApp
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.review_diff import DiffLine, parse_diff, quoted
from ormlab_tui.lab.screens.review import ReviewScreen
from ormlab_tui.lab.start import CourseStart
from ormlab_tui.lab.widgets.diff_view import DiffLines, DiffView
from ormlab_tui.progress import Attempt
from tests.lab.driving import LARGE, SIZES, SMALL, Driver

each_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)

COURSE = load_course()
EXERCISE = COURSE.exercise("5.1")
(TASK,) = (task for task in EXERCISE.tasks if isinstance(task, ReviewTask))
DIFF = parse_diff((EXERCISE.folder / TASK.diff).read_text(encoding="utf-8"))


class Reviewer(Driver):
    """Somebody with a pull request to review."""

    def __init__(self, pilot: Pilot[None], app: LabApp) -> None:
        super().__init__(pilot, app)
        self.returned: list[bool | None] = []

    async def open(
        self, course: Course = COURSE, exercise: Exercise = EXERCISE, task: ReviewTask = TASK
    ) -> ReviewScreen:
        """Open the review, and wait for what was written before."""
        notes = AttemptNotes(self.app.learning, course.id, exercise.id)
        screen = ReviewScreen(course, exercise, task, notes)
        self.app.push_screen(screen, self.returned.append)
        await self.until(lambda: self.app.screen is screen and screen.is_mounted, "the screen")
        text = screen.query_one(TextArea)
        await self.until(lambda: not text.read_only, "what was written before")
        return screen

    async def go_to(self, line: DiffLine) -> None:
        """Highlight a line of the diff by keys."""
        view = self.app.screen.query_one(DiffView)
        await self.until(lambda: view.line_here is not None, "the pull request")
        while (here := view.line_here) != line:
            assert here is not None
            await self.pilot.press("down" if here.number < line.number else "up")
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text where the focus is."""
        for each in text:
            await self.pilot.press("space" if each == " " else each)
        await self.pilot.pause()

    async def attempt(self) -> Attempt:
        """Return what was noted."""
        (attempt,) = await self.app.learning.read(
            lambda progress: progress.history(COURSE.id, EXERCISE.id)
        )
        return attempt


@asynccontextmanager
async def reviewing(size: tuple[int, int]) -> AsyncIterator[Reviewer]:
    """Open a lab in which a review can be opened."""
    app = LabApp(CourseStart())
    async with app.run_test(size=size) as pilot:
        yield Reviewer(pilot, app)


def line_with(code: str, kind: str = "added") -> DiffLine:
    """Return the first line of the pull request with that code."""
    return next(line for line in DIFF if code in line.text and line.kind == kind)


@each_size
async def test_nothing_first_then_comments_and_a_review_that_are_marked(
    size: tuple[int, int],
) -> None:
    commit, caught = line_with("session.commit()"), line_with("return None")
    async with reviewing(size) as it:
        screen = await it.open()
        text = it.text()
        assert "Comment on the lines that you would not merge" in text
        assert " 1  1   " in text
        assert "3 + from models import Profile, User" in text
        assert "3    - from models import User" in text
        assert "What a good review says" not in text
        assert "Comment on a line first" in await it.press("ctrl+s")
        await it.press("home", "enter")
        assert "Comment on a line of code" in it.text()
        assert "0 comments" in await it.press("down")

        # An empty comment is none; one that is given up neither.
        await it.go_to(commit)
        assert f"Line {commit.new}:" in await it.press("enter")
        await it.press("enter")
        await it.press("enter", "x", "escape")
        assert "0 comments" in it.text()
        assert it.app.screen is screen
        await it.press("enter")
        await it.write("flush")
        assert "┃ flush" in await it.press("enter")
        await it.press("enter")
        await it.write(" do")
        assert "┃ flush do" in await it.press("enter")
        await it.go_to(caught)
        await it.press("enter", "n", "o", "enter")
        assert "2 comments" in it.text()
        await it.press("enter", "backspace", "backspace", "enter")
        assert "1 comment," in it.text()
        assert "Write the review first" in await it.press("ctrl+s")

        await it.press("f6")
        await it.write("roll back")
        await it.press("enter")
        await it.write("q")
        assert "1 comment, 3 words" in it.text()
        assert "┃ flush do" in await it.press("f6")
        text = await it.press("ctrl+s")
        assert "What a good review says" in text
        assert "roll back" in text
        assert f"{commit.new} + session.commit()" in text
        assert "┃ flush do" in text
        assert "[✓]" not in text
        # Back to writing once more, with what was ticked kept.
        await it.press("space", "down", "space", "space", "down", "enter")
        assert it.text().count("[✓]") == 2
        assert "What a good review says" not in await it.press("escape")
        assert (await it.press("ctrl+s")).count("[✓]") == 2
        assert it.returned == []
        await it.press("ctrl+s")
        assert it.returned == [True]

        attempt = await it.attempt()
        noted = [(each.task, each.line, each.text) for each in attempt.comments]
        assert noted == [
            (TASK.id, commit.number, "flush"),
            (TASK.id, commit.number, "flush do"),
            (TASK.id, caught.number, "no"),
            (TASK.id, caught.number, ""),
        ]
        last = attempt.explanations[-1]
        assert (last.about, last.text) == (TASK.id, "roll back\nq")
        assert [mark.point for mark in last.marks] == list(TASK.rubric)
        assert [mark.met for mark in last.marks][:4] == [True, False, True, False]

        # All of it is there again.
        await it.open()
        assert "1 comment, 3 words" in it.text()
        assert (await it.press("ctrl+s")).count("[✓]") == 2


async def test_what_is_written_outlives_the_screen_and_the_lab() -> None:
    async with reviewing(LARGE) as it:
        await it.open()
        await it.go_to(line_with("session.add(user)"))
        await it.press("enter", "a", "enter")
        await it.press("f6", "b")
        await it.press("escape")
        assert it.returned == [False]
        screen = await it.open()
        assert "1 comment, 1 word" in it.text()
        assert screen.query_one(TextArea).text == "b"
        await it.press("f6", "c")
        await it.press("ctrl+q")
    async with reviewing(SMALL) as it:
        screen = await it.open()
        assert screen.query_one(TextArea).text == "bc"
        await it.go_to(line_with("session.add(user)"))
        assert "┃ a" in it.text()
        assert (await it.attempt()).explanations[-1].marks == ()


async def test_lines_are_commented_by_mouse_and_the_screen_can_be_resized() -> None:
    async with reviewing(SMALL) as it:
        await it.open()
        x, y = it.at("from sqlalchemy.exc")
        await it.click(x, y, times=2)
        assert f"Line {line_with('from sqlalchemy.exc').new}:" in it.text()
        await it.write("[b]why[/b]")
        await it.press("enter")
        assert "┃ [b]why[/b]" in it.text()
        await it.pilot.resize_terminal(*LARGE)
        await it.until(lambda: "Your review" in it.text(), "both beside each other")
        assert "The pull request" in it.text()
        await it.pilot.resize_terminal(30, 10)
        await it.pilot.pause()
        await it.press("down", "up", "f6", "f6", "f4", "escape")


async def test_a_pull_request_that_cannot_be_read_is_told_so() -> None:
    gone = ReviewTask(id=TASK.id, title="Review", diff="gone.diff", rubric=["any"])
    async with reviewing(SMALL) as it:
        await it.open(task=gone)
        assert "gone.diff can't be read" in it.text()
        await it.press("enter", "down", "ctrl+s", "f6", "escape")
        assert it.returned == [False]


def test_every_line_of_the_pull_request_has_its_numbers() -> None:
    starter = (EXERCISE.folder / "starter" / "accounts.py").read_text().splitlines()
    after = [line for line in DIFF if line.new is not None]
    assert [line.text for line in after] == starter
    assert [line.new for line in after] == list(range(1, len(starter) + 1))
    before = [line.old for line in DIFF if line.old is not None]
    assert before == list(range(1, len(before) + 1))
    assert [line.text for line in DIFF if line.kind == "file"] == ["accounts.py"]


def kinds(diff: str) -> list[tuple[str, str, int | None, int | None]]:
    return [(each.kind, each.text, each.old, each.new) for each in parse_diff(diff)]


@pytest.mark.parametrize(
    ("diff", "lines"),
    [
        ("", []),
        ("no diff\n", [("context", "no diff", None, None)]),
        (
            "--- a/x\n+++ /dev/null\n@@ -3 +2,0 @@ def f():\n---- a\n\\ No newline at the end\n",
            [
                ("file", "x", None, None),
                ("hunk", "@@ -3 +2,0 @@ def f():", None, None),
                ("removed", "--- a", 3, None),
                ("note", "No newline at the end", None, None),
            ],
        ),
        (
            "--- /dev/null\n+++ b/y\t2020\n@@ -0,0 +1,2 @@\n++++ b\n+c\nindex 1..2\n",
            [
                ("file", "y", None, None),
                ("hunk", "@@ -0,0 +1,2 @@", None, None),
                ("added", "+++ b", None, 1),
                ("added", "c", None, 2),
            ],
        ),
        (
            "@@ -1,3 +1,3 @@\n a\n\n?odd\n b\n@@ -9 +9 @@\n-c\n+d\n",
            [
                ("hunk", "@@ -1,3 +1,3 @@", None, None),
                ("context", "a", 1, 1),
                ("context", "", 2, 2),
                ("note", "?odd", None, None),
                ("context", "b", 3, 3),
                ("hunk", "@@ -9 +9 @@", None, None),
                ("removed", "c", 9, None),
                ("added", "d", None, 9),
            ],
        ),
    ],
    ids=["empty", "no diff", "signs as code", "new file", "lost space"],
)
def test_diffs_are_read_as_they_come(
    diff: str, lines: list[tuple[str, str, int | None, int | None]]
) -> None:
    assert kinds(diff) == lines


def test_long_lines_and_comments_are_folded_and_stay_with_their_line() -> None:
    diff = parse_diff("@@ -1 +1,2 @@\n-a = 1\n+b = " + " + ".join("wxyz" * 9) + "\n+c\x1b[31m\n")
    lines = DiffLines(diff, {3: "one two three " * 3, 4: ""})
    lines.fit(40)
    shown = [lines.line(index).plain for index in range(lines.count)]
    assert all(len(each) <= 40 for each in shown)
    assert shown[1] == "1   - a = 1"
    assert shown[2].startswith("  1 + b = w + x")
    assert "↪" in shown[3]
    assert shown[-2].strip().startswith("┃")
    assert shown[-1] == "  2 + c\\e[31m"
    assert "".join(each[6:] for each in shown if "+ b" in each or "↪" in each) == diff[2].text
    first, end = lines.entry(3)
    assert (first, end) == (2, lines.count - 1)
    assert [lines.number(index) for index in (0, 1, 2, end - 1, end)] == [0, 1, 2, 2, 3]
    assert lines.first_line(2) == 2
    assert not lines.fit(40)


def test_a_comment_quotes_its_line() -> None:
    assert quoted(DiffLine(7, "removed", "    x = 1", old=3)) == "3 - x = 1"
    assert quoted(DiffLine(8, "context", "y", old=4, new=5)) == "5   y"

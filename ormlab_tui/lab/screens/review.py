"""Reviewing a pull request: comments on its lines, a review as a whole, and marking both."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static, TextArea

from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.task import ReviewTask
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.panes.wrapped_lines import WrappedLines
from ormlab_tui.lab.review_diff import DiffLine, parse_diff
from ormlab_tui.lab.review_keys import REVIEW_KEYS
from ormlab_tui.lab.review_written import Written, own_words, written_in
from ormlab_tui.lab.widgets.diff_view import DiffView
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.widgets.read_list import ReadList
from ormlab_tui.lab.widgets.rubric import RubricList
from ormlab_tui.lab.widgets.status_line import Status, StatusLine

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp
    from ormlab_tui.progress import Attempt
    from ormlab_tui.progress.notebook import Progress

_BESIDE_WIDTH = 120
_KEEP_SECONDS = 10.0
_MOST_CHARACTERS = 2000


class ReviewScreen(Screen[bool]):
    """One review task; returns whether the review was written and marked."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = REVIEW_KEYS

    app: LabApp

    def __init__(
        self, course: Course, exercise: Exercise, task: ReviewTask, notes: AttemptNotes
    ) -> None:
        super().__init__()
        self._course = course
        self._exercise = exercise
        self._review_task = task
        self._notes = notes
        self._heading = f"{exercise.id} {task.title}"
        self._diff: tuple[DiffLine, ...] = ()
        self._nothing = "There is nothing in this pull request."
        self._written = Written()
        self._is_read = False
        #: The review as progress has it.
        self._kept = ""
        self._marking = False
        #: The line that is highlighted, and the one that is being commented on.
        self._here: DiffLine | None = None
        self._line: DiffLine | None = None

    def compose(self) -> ComposeResult:
        """Return the pull request, the place for the review, and that for marking."""
        yield StatusLine()
        yield Static(with_code(self._review_task.text), id="review-intro")
        with Container(id="review"):
            with Vertical(id="review-request"):
                yield DiffView(id="review-diff")
                with Horizontal(id="review-comment"):
                    yield Static(id="review-line")
                    yield Input(
                        placeholder="Your comment; empty takes it away",
                        max_length=_MOST_CHARACTERS,
                        select_on_focus=False,
                        compact=True,
                        id="review-input",
                    )
            with Vertical(id="review-own"):
                yield TextArea(
                    id="review-text", show_line_numbers=False, compact=True, read_only=True
                )
        with Container(id="review-marking"):
            yield ReadList(id="review-words")
            with Vertical(id="review-points"):
                yield Static(
                    Content.styled("Tick what your words say.", "bold $foreground"),
                    id="review-tick",
                )
                yield RubricList(id="review-rubric")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the pull request, then what was written about it before."""
        self.query_one("#review-request").border_title = "The pull request"
        self.query_one("#review-own").border_title = "Your review"
        self.query_one("#review-words").border_title = "What you wrote"
        self.query_one("#review-points").border_title = "What a good review says"
        path = self._exercise.folder / self._review_task.diff
        try:
            self._diff = parse_diff(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            self._nothing = f"{path.name} can't be read: {error.strerror or error}."
        self._show()
        self._view.highlight(next((at for at, line in enumerate(self._diff) if line.is_code), 0))
        self._here = self._view.line_here
        self._view.focus()
        self._read()
        self.set_interval(_KEEP_SECONDS, self._keep)

    @work(exclusive=True, group="reading")
    async def _read(self) -> None:
        course, exercise = self._course.id, self._exercise.id

        def read(progress: Progress) -> Attempt | None:
            attempts = progress.history(course, exercise)
            return attempts[-1] if attempts and attempts[-1].counts else None

        found = written_in(await self._notes.learning.read(read), self._review_task.id)
        # A comment written meanwhile stands.
        found.comments |= self._written.comments
        self._written = found
        self._kept = found.text
        text = self._text
        text.load_text(found.text)
        text.move_cursor(text.document.end)
        text.read_only = False
        self._is_read = True
        self._show()

    def on_resize(self) -> None:
        """Put the review beside the pull request where there is room."""
        self.set_class(self.size.width >= _BESIDE_WIDTH, "-beside")
        self._show_marking()

    def on_unmount(self) -> None:
        """Keep the review, however the screen was left."""
        self._keep()

    def _show(self) -> None:
        self._view.show_diff(self._diff, self._written.comments, self._nothing)
        self._show_status()

    def _show_status(self) -> None:
        phase = "marking" if self._marking else "reviewing"
        line = self.query_one(StatusLine)
        line.status = Status(self._heading, self._written.words, phase)
        line.message = ""

    def _say(self, sentence: str) -> None:
        self.query_one(StatusLine).message = sentence

    @property
    def _view(self) -> DiffView:
        return self.query_one(DiffView)

    @property
    def _text(self) -> TextArea:
        return self.query_one("#review-text", TextArea)

    @property
    def _input(self) -> Input:
        return self.query_one("#review-input", Input)

    # --- writing ---------------------------------------------------------------------------

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Write or edit the comment on the line."""
        message.stop()
        line = self._view.line_here
        if line is None or message.line_list is not self._view:
            return
        if not line.is_code:
            self._say("Comment on a line of code.")
            return
        self._line = line
        place = line.new if line.new is not None else line.old
        self.query_one("#review-line", Static).update(Content(f"Line {place or line.number}:"))
        self.query_one("#review-comment").add_class("-open")
        entry = self._input
        entry.value = self._written.comments.get(line.number, "")
        entry.cursor_position = len(entry.value)
        entry.focus()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Let go of what was said about another line."""
        message.stop()
        if message.line_list is self._view and self._view.line_here != self._here:
            self._here = self._view.line_here
            self._show_status()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep the comment; an empty one takes away what was there."""
        message.stop()
        line, text = self._line, message.value.strip()
        if line is not None and text != self._written.comments.get(line.number, ""):
            self._written.comment(line.number, text)
            self._notes.comment(self._review_task.id, line.number, text)
        self._close_input()
        self._show()

    def _close_input(self) -> None:
        self._line = None
        self.query_one("#review-comment").remove_class("-open")
        self._view.focus()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Count the words."""
        message.stop()
        # What was only read in is no change, and says so late.
        if self._is_read and message.text_area.text != self._written.text:
            self._written.text = message.text_area.text
            self._show_status()

    def _keep(self) -> None:
        """Note the review, if it is another than was noted."""
        text = self._written.text.strip()
        if self._is_read and text != self._kept:
            self._kept = text
            self._notes.explanation(self._review_task.id, text)

    def action_switch(self) -> None:
        """Go from the pull request to the review, or back."""
        if self._marking:
            return
        to_review = not self._text.has_focus
        self._close_input()
        self.set_class(to_review, "-review")
        (self._text if to_review else self._view).focus()
        self._keep()

    # --- marking ---------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Go on to marking, once there is something to mark."""
        missing = self._written.missing
        if missing is not None:
            self._say(missing)
            return
        self._close_input()
        self._keep()
        self._mark(True)

    def action_done(self) -> None:
        """Note how it was marked, and be done."""
        self._kept = self._written.text.strip()
        self._notes.explanation(
            self._review_task.id,
            self._kept,
            self._review_task.rubric,
            self.query_one(RubricList).ticked,
        )
        self.dismiss(True)

    def _mark(self, marking: bool) -> None:
        self._marking = marking
        self.set_class(marking, "-marking")
        self.refresh_bindings()
        self._show_marking()
        self._show_status()
        if not marking:
            ticked = self.query_one(RubricList).ticked
            self._written.met = frozenset(self._review_task.rubric[place] for place in ticked)
            (self._text if self.has_class("-review") else self._view).focus()
            return
        rubric = self.query_one(RubricList)
        rubric.show_points(self._review_task.rubric, self._written.met)
        rubric.focus()

    def _show_marking(self) -> None:
        if self._marking:
            facts = own_words(self._written, self._diff)
            self.query_one("#review-words", ReadList).show(WrappedLines(facts))

    # --- the rest --------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what makes no sense here and now."""
        if action in ("switch", "mark"):
            return not self._marking
        return action != "done" or self._marking

    def action_brief(self) -> None:
        """Read the brief."""
        from ormlab_tui.lab.screens.reading import Reading

        self.app.push_screen(Reading(self._heading, self._exercise.brief, "Esc closes"))

    def action_leave(self) -> None:
        """Close the comment's line, or go back to writing, or leave."""
        if self._line is not None:
            self._close_input()
        elif self._marking:
            self._mark(False)
        else:
            self._keep()
            self.dismiss(False)

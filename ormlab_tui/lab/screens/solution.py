"""The solution's files, to be read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from ormlab_tui.course.files import read_text, tree_files
from ormlab_tui.course.model import CourseError, Exercise
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.widgets.source_view import SourceLines, SourceView
from ormlab_tui.lab.widgets.status_line import Status, StatusLine


class FileList(LineList):
    """The names of the files; the one that is highlighted is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Read", tooltip="Go to the code, to scroll it")
    ]


class SolutionScreen(Screen[None]):
    """The files on the left, the one that is highlighted on the right."""

    CSS_PATH = "solution.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Files or code", tooltip="Go between list and code"),
        Binding("escape,q", "leave", "Leave", tooltip="Go back to the tasks", id="solution.leave"),
    ]

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        folder = exercise.solution
        self._files = [] if folder is None else tree_files(folder)
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Return the list and the code."""
        yield StatusLine()
        with Container(id="solution"):
            yield FileList(id="solution-files")
            yield SourceView("", id="solution-code")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the first file."""
        exercise = self._exercise
        self.query_one(StatusLine).status = Status(
            f"{exercise.id} {exercise.title}", "one right answer; there are others"
        )
        files = self.query_one("#solution-files", LineList)
        files.styles.height = min(6, len(self._files) + 2)
        names = [Content(f" {inert(self._file_name(place))}") for place in range(len(self._files))]
        files.show(StyledLines(names), "There are no files.")
        files.highlight(0)
        files.focus()

    def _file_name(self, place: int) -> str:
        assert self._folder is not None
        return self._files[place].relative_to(self._folder).as_posix()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the file on the line."""
        if message.line_list.id != "solution-files" or message.index is None:
            return
        message.stop()
        assert self._folder is not None
        code = self.query_one("#solution-code", SourceView)
        try:
            text = read_text(self._folder, self._file_name(message.index))
        except CourseError as error:
            code.show(StyledLines(), str(error))
        else:
            code.show(SourceLines(text))
            code.scroll_home(animate=False)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Go to the code."""
        message.stop()
        if message.line_list.id == "solution-files":
            self.query_one("#solution-code").focus()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

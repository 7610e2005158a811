"""The line above the panes: what is open, where the lab stands, how the run is or was."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert


@dataclass(frozen=True, slots=True)
class Status:
    """What the line says: each part is plain text; `bad` where the run's end was no good one."""

    title: str = ""
    place: str = ""
    run: str = ""
    bad: bool = False
    running: bool = False


class StatusLine(Widget, can_focus=False):
    """One line. A message takes the place of where the lab stands until the next move."""

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; background: $surface; padding: 0 1; }
    """

    status: reactive[Status] = reactive(Status())
    """What is open, where the lab stands and how the run is."""

    message: reactive[str] = reactive("")
    """A sentence for the user, about the last key."""

    def watch_status(self) -> None:
        """Let the message go: the lab stands elsewhere."""
        self.message = ""

    def render(self) -> RenderResult:
        """Return the parts, the title and the run's state kept longest."""
        status, width = self.status, self.size.width
        run = Content.styled(
            inert(status.run, 120), signs.ERROR.style if status.bad else _run_style(status)
        )
        title = Content.styled(inert(status.title, 120), "bold $text-primary")
        if self.message:
            middle = Content.styled(inert(self.message, 300), "bold $text-warning")
        else:
            middle = Content.styled(inert(status.place, 200), "$foreground")
        run = run.truncate(max(12, width * 2 // 5), ellipsis=True)
        room = width - run.cell_length - 1
        title = title.truncate(max(0, min(title.cell_length, room // 2)), ellipsis=True)
        left = title + ("  " if title.plain else "") + middle
        left = left.truncate(max(0, room), ellipsis=True, pad=True)
        return left + " " + run


def _run_style(status: Status) -> str:
    return "bold $text-accent" if status.running else signs.QUIET

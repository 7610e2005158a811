"""The files of a workspace in a row: which one is open, which are unsaved, which are tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert


@dataclass(frozen=True, slots=True)
class FileTab:
    """A file, whether it has unsaved edits, and whether it is a test that can only be read."""

    name: str
    unsaved: bool = False
    is_test: bool = False

    def label(self, active: bool) -> Content:
        """Return the file's name with its marks."""
        name = inert(self.name, 60)
        style = "bold $text-primary" if active else signs.QUIET if self.is_test else "$foreground"
        return Content.assemble(
            (f"[{name}]" if active else f" {name} ", style),
            ("*", "bold $text-warning") if self.unsaved else "",
            ("read-only ", signs.QUIET) if self.is_test and active else "",
            ("ro ", signs.QUIET) if self.is_test and not active else " ",
        )


class FileBar(Widget, can_focus=False):
    """One row of files; where they don't all fit, those around the one that is open."""

    DEFAULT_CSS = """
    FileBar { height: 1; width: 1fr; background: $surface; }
    """

    files: reactive[tuple[FileTab, ...]] = reactive(())
    """The files in their order."""

    active: reactive[str] = reactive("")
    """The name of the one that is open."""

    class Chosen(Message):
        """A file was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[tuple[int, str]] = []

    def render(self) -> RenderResult:
        """Return the files that fit, the open one among them."""
        labels = [tab.label(tab.name == self.active) for tab in self.files]
        names = [tab.name for tab in self.files]
        here = names.index(self.active) if self.active in names else 0
        first, last = _window([label.cell_length for label in labels], here, self.size.width - 4)
        self._ends.clear()
        before = Content.styled("‹ " if first else "", signs.QUIET)
        content, end = before, before.cell_length
        for place in range(first, last):
            content += labels[place]
            end += labels[place].cell_length
            self._ends.append((end, names[place]))
        if last < len(labels):
            content += Content.styled("›", signs.QUIET)
        return content

    def on_click(self, event: Click) -> None:
        """Choose the file clicked."""
        offset = event.get_content_offset(self)
        for end, name in self._ends if offset is not None else ():
            if offset is not None and offset.x < end:
                self.post_message(self.Chosen(name))
                return


def _window(widths: Sequence[int], here: int, room: int) -> tuple[int, int]:
    """Return the first place, and one past the last, of those around `here` that fit."""
    if not widths:
        return 0, 0
    first, last, used = here, here + 1, widths[here]
    while True:
        if last < len(widths) and used + widths[last] <= room:
            used += widths[last]
            last += 1
        elif first > 0 and used + widths[first - 1] <= room:
            first -= 1
            used += widths[first]
        else:
            return first, last

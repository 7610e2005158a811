"""Code to read, without a recording: numbered, coloured, drawn line by line."""

from __future__ import annotations

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.panes.code_source import SourceText
from ormlab_tui.lab.widgets.line_list import LineList, Lines


class SourceLines(Lines):
    """A source's lines with their numbers."""

    def find(self, text: str) -> int | None:
        """Return the first line that has the beginning of the text."""
        needle = text.strip().splitlines()[0].strip() if text.strip() else ""
        found = self._text.lines_with(needle) if needle else []
        return found[0] - 1 if found else None

    def __init__(self, source: str) -> None:
        self._text = SourceText(source)
        while self._text.colour():
            pass
        self.count = len(self._text.lines)
        self._digits = len(str(self.count))
        self.width = self._digits + 2 + self._text.width

    def line(self, index: int) -> Content:
        """Return the line behind its number."""
        number = Content.styled(f"{index + 1:>{self._digits}}  ", signs.QUIET)
        return number + self._text.line(index)


class SourceView(LineList):
    """A source to read and scroll."""

    def __init__(self, source: str, *, id: str | None = None) -> None:
        super().__init__(SourceLines(source), empty="There is no code here.", id=id)

    def show_text(self, text: str | None) -> None:
        """Scroll to where a piece of the code stands and highlight its line."""
        lines = self.lines
        here = lines.find(text) if text is not None and isinstance(lines, SourceLines) else None
        self.highlight(here, reveal=False)
        if here is not None:
            self.reveal(max(0, here - 3), min(lines.count, here + 3))

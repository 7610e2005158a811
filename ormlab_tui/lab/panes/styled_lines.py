"""Lines already made: for the short lists whose lines are all on screen or nearly so."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from ormlab_tui.lab.widgets.line_list import Lines


class StyledLines(Lines):
    """A sequence of contents, as wide as the widest."""

    def __init__(self, contents: Sequence[Content] = (), *, sideways: bool = False) -> None:
        self._contents = contents
        self.count = len(contents)
        self.width = max((each.cell_length for each in contents), default=0) if sideways else 0

    def line(self, index: int) -> Content:
        """Return the line."""
        return self._contents[index]

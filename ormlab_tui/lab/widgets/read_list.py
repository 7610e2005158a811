"""Lines to read, none of which leads anywhere."""

from __future__ import annotations

from ormlab_tui.lab.widgets.line_list import LineList


class ReadList(LineList):
    """A line list in which Enter chooses nothing."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out choosing."""
        return action != "choose"

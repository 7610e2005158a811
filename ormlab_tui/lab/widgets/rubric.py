"""The points of a rubric, to be ticked: what is ticked is told by a sign, not by a colour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from ormlab_tui.lab import signs
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.panes.wrapped_lines import Fact, WrappedLines
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import LineList

TICKED: Final = Sign("[✓] ", "bold $text-success")
NOT_TICKED: Final = Sign("[ ] ", signs.QUIET)


class RubricList(LineList):
    """Points, each with a tick that comes and goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "choose", "Tick", tooltip="Tick the point, or take the tick away")
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._points: tuple[str, ...] = ()
        self._ticked: set[int] = set()

    def show_points(self, points: Sequence[str], met: Collection[str] = ()) -> None:
        """Show points, some of them ticked, and stand on the first."""
        self._points = tuple(points)
        self._ticked = {place for place, point in enumerate(points) if point in met}
        self._draw()
        self.highlight(0)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places of the points that are ticked."""
        return tuple(sorted(self._ticked))

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Tick the point, or take its tick away."""
        message.stop()
        lines = self.lines
        place = lines.number(message.index)
        self._ticked ^= {place}
        self._draw()
        self.highlight(self.lines.first_line(place))

    def _draw(self) -> None:
        self.show(WrappedLines([self._fact(place) for place in range(len(self._points))]))

    def _fact(self, place: int) -> Fact:
        sign = TICKED if place in self._ticked else NOT_TICKED
        return Fact(with_code(self._points[place]), with_code(sign.sign, sign.style))

"""The plot: a quantity against the number of rows, a line for each version."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.color import Color
from textual.reactive import reactive
from textual_plotext import PlotextPlot

from ormlab_tui.lab.measure_ticks import Axis, apart, linear_ticks, log_ticks
from ormlab_tui.lab.measure_words import LINE_SIGNS, sign_of
from ormlab_tui.measure.results import Quantity
from ormlab_tui.measure.summary import Series

_COLOURS = ("primary", "accent", "success", "secondary")
_LEAST_WIDTH, _LEAST_HEIGHT = 20, 6
#: What the frame and the labels below take.
_BELOW = 4
_MOST_TICKS = 6
_UNITS: dict[Quantity, str] = {
    "seconds": "seconds",
    "statements": "statements",
    "round_trips": "round trips",
    "peak_mib": "MiB",
}


class MeasurePlot(PlotextPlot, can_focus=False):
    """Lines whose points and dashes tell the versions apart, besides their colours."""

    series: reactive[tuple[Series, ...]] = reactive(())
    """A line for each version, by its place among them; one without points is left out."""

    quantity: reactive[Quantity] = reactive[Quantity]("seconds")
    """What is drawn."""

    logarithmic: reactive[bool] = reactive(False)
    """Whether both axes go up by factors."""

    def render(self) -> RenderResult:
        """Return the plot as it is now."""
        width, height = self.size
        drawn = [(place, each) for place, each in enumerate(self.series) if each.sizes]
        if width < _LEAST_WIDTH or height < _LEAST_HEIGHT or not drawn:
            return ""
        self.plt.clear_figure()
        axis_x, axis_y = self._axes([each for _, each in drawn])
        for place, each in drawn:
            if len(each.sizes) > 1:
                dash = LINE_SIGNS[place % len(LINE_SIGNS)]
                self.plt.plot(*_placed(each, axis_x, axis_y), marker=dash, color=self._rgb(place))
        # The points above every line.
        for place, each in drawn:
            sign = sign_of(place).sign
            self.plt.scatter(*_placed(each, axis_x, axis_y), marker=sign, color=self._rgb(place))
        self.plt.xlabel(f"{_UNITS[self.quantity]} by rows{axis_x.note}")
        return super().render()

    def _rgb(self, place: int) -> tuple[int, int, int]:
        name = _COLOURS[place % len(_COLOURS)]
        return Color.parse(self.app.theme_variables[name]).rgb

    def _axes(self, drawn: Sequence[Series]) -> tuple[Axis, Axis]:
        """Set the axes and return them; what is nothing has no place on a logarithmic one."""
        values = [value for each in drawn for value in each.values]
        sizes = sorted({size for each in drawn for size in each.sizes})
        log = self.logarithmic and min(values) > 0
        most = max(2, min(_MOST_TICKS, (self.size.height - _BELOW) // 2))
        if log:
            axis_y = Axis(log_ticks(min(values), max(values), most), log)
        else:
            axis_y = Axis(linear_ticks(max(values), most), log)
        first, last = float(sizes[0]) if log else 0.0, float(sizes[-1])
        # With one number of rows there is nowhere to come from.
        axis_x = Axis([first if first < last else last / 10, last], log)
        self.plt.ylim(axis_y.first, axis_y.last)
        self.plt.xlim(axis_x.first, axis_x.last)
        labels = [f"{tick:,.10g}" for tick in axis_y.ticks]
        self.plt.yticks([axis_y.at(tick) for tick in axis_y.ticks], labels)
        room = max(1, self.size.width - max(map(len, labels)) - 3)
        labelled = apart(sizes, [axis_x.part(size) for size in sizes], room)
        self.plt.xticks([axis_x.at(size) for size in labelled], [f"{size:,}" for size in labelled])
        return axis_x, axis_y


def _placed(series: Series, axis_x: Axis, axis_y: Axis) -> tuple[list[float], list[float]]:
    return [axis_x.at(size) for size in series.sizes], [axis_y.at(each) for each in series.values]

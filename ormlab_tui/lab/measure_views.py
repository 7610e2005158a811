"""What is shown of a measurement: the plot, the table and the SQL, beside each other or alone."""

from __future__ import annotations

from typing import Any, Final, Literal

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.measure_plot import MeasurePlot
from ormlab_tui.lab.measure_sql import sql_facts
from ormlab_tui.lab.measure_state import Measurement
from ormlab_tui.lab.measure_table import table_lines
from ormlab_tui.lab.measure_words import QUANTITIES, quantity_words, sign_of
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.panes.wrapped_lines import WrappedLines
from ormlab_tui.lab.widgets.read_list import ReadList
from ormlab_tui.measure.results import Quantity
from ormlab_tui.measure.summary import Series, plot_series

View = Literal["plot", "table", "sql"]
VIEWS: Final[dict[View, str]] = {"plot": "Plot", "table": "Table", "sql": "SQL"}
_NO_FIGURES: Final = "No figures yet."
_NO_SQL: Final = "What each version sent stands here once it was recorded."


class MeasureViews(Container):
    """Shows one measurement; what is not known yet is said to be so."""

    quantity: reactive[Quantity] = reactive[Quantity]("seconds", init=False)
    """What the plot and the table show."""

    logarithmic: reactive[bool] = reactive(False, init=False)
    """Whether the plot's axes go up by factors."""

    beside: reactive[bool] = reactive(False, init=False)
    """Whether all stand beside each other, or one alone."""

    view: reactive[View] = reactive[View]("plot", init=False)
    """Which stands alone."""

    def __init__(self, invitation: str, **options: Any) -> None:
        """`invitation` stands in place of the plot while there is nothing to draw."""
        super().__init__(**options)
        self._invitation = invitation
        self._measurement: Measurement | None = None

    def compose(self) -> ComposeResult:
        """Return the three views."""
        with Container(id="measure-figures"):
            yield Static(id="measure-empty")
            yield MeasurePlot(id="measure-plot")
            yield ReadList(empty=_NO_FIGURES, id="measure-table")
        yield ReadList(empty=_NO_SQL, id="measure-sql")

    def watch_quantity(self) -> None:
        """Draw the other quantity."""
        self._show_figures()

    def watch_logarithmic(self, logarithmic: bool) -> None:
        """Draw with the other axes."""
        self.query_one(MeasurePlot).logarithmic = logarithmic

    def show(self, measurement: Measurement | None) -> None:
        """Show a measurement, or the same again, as it has grown."""
        self._measurement = measurement
        self._show_figures()
        facts = sql_facts(measurement) if measurement is not None else []
        self.query_one("#measure-sql", ReadList).show(WrappedLines(facts), _NO_SQL)

    def _show_figures(self) -> None:
        series = all_series(self._measurement, self.quantity)
        plot = self.query_one(MeasurePlot)
        plot.quantity = self.quantity
        plot.series = series
        self.set_class(any(each.sizes for each in series), "-figures")
        words = self._invitation if self._measurement is None else _NO_FIGURES
        self.query_one("#measure-empty", Static).update(Content(words))
        lines = (
            table_lines(self._measurement, self.quantity) if self._measurement is not None else []
        )
        table = self.query_one("#measure-table", ReadList)
        table.show(StyledLines(lines, sideways=True), _NO_FIGURES)
        self._arrange()

    def on_mount(self) -> None:
        """Stand as is right for the size."""
        self._arrange()

    def watch_beside(self) -> None:
        """Let all be seen, or one."""
        self._arrange()

    def watch_view(self, view: View) -> None:
        """Let another one be seen, and give it the keys."""
        self._arrange()
        if view != "plot":
            self.query_one(f"#measure-{view}").focus()

    def _arrange(self) -> None:
        self.set_class(self.beside, "-beside")
        for view in VIEWS:
            self.set_class(view == self.view and not self.beside, f"-{view}")
        table = self.query_one("#measure-table", ReadList)
        # As high as its lines, so that the plot has the rest.
        table.styles.height = max(2, table.lines.count) + 1 if self.beside else "1fr"


def all_series(measurement: Measurement | None, quantity: Quantity) -> tuple[Series, ...]:
    """Return a line for each version in its place, empty where it has no figures yet."""
    if measurement is None:
        return ()
    known = {each.version: each for each in plot_series(measurement.results, quantity)}
    return tuple(
        known.get(version, Series(version, (), ())) for version in measurement.plan.versions
    )


def legend(
    versions: tuple[str, ...], measurement: Measurement | None, quantity: Quantity
) -> Content:
    """Return the versions with their keys and signs, and their values with the most rows."""
    series = {each.version: each for each in all_series(measurement, quantity)}
    parts: list[Content] = []
    most = max((size for each in series.values() for size in each.sizes), default=0)
    for place, version in enumerate(versions):
        sign = sign_of(place)
        found = series.get(version)
        value = ""
        if found is not None and found.sizes and found.sizes[-1] == most:
            value = f" {quantity_words(quantity, found.values[-1])}"
        parts.append(
            Content.assemble(
                (f"{place + 1} ", signs.QUIET),
                (f"{sign.sign} {inert(version, 40)}", sign.style),
                (value, "bold $foreground"),
            )
        )
    words = f"{QUANTITIES[quantity].lower()} with {most:,} rows" if most else ""
    return Content("   ").join([*parts, Content.styled(words, signs.QUIET)])

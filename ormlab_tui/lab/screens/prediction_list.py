"""The predictions in a list: what was asked, what was said, and what is settled so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ormlab_tui.course.grade import Verdict
from ormlab_tui.course.question import Prediction
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.widgets.truth import OPEN, OUTCOME_SIGNS

Row = tuple[str, Prediction, Verdict | None]


class PredictionList(ModalScreen[None]):
    """A page of predictions."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,p,q", "close", "Close", tooltip="Close the list")
    ]

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Return the list."""
        frame = Vertical(id="reading", classes="page")
        frame.border_title = Content("Predictions")
        frame.border_subtitle = Content("Esc closes")
        with frame, VerticalScroll(id="reading-page"):
            yield Static(Content("\n\n").join(prediction_lines(row) for row in self._rows))

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss(None)


def prediction_lines(row: Row) -> Content:
    """Return a prediction in two or three lines, the fact only where it is known."""
    ask, prediction, verdict = row
    sign = OUTCOME_SIGNS[verdict.outcome] if verdict is not None else OPEN
    given = verdict.given if verdict is not None else _shown(prediction)
    lines = [
        Content.assemble((f"{sign.sign} ", sign.style), with_code(ask)),
        Content.assemble(
            ("  you said  ", signs.QUIET),
            inert(given, 300),
            (f"  {prediction.confidence}", signs.QUIET),
        ),
    ]
    if verdict is not None:
        lines.append(Content.assemble(("  it is     ", signs.QUIET), inert(verdict.fact, 300)))
    return Content("\n").join(lines)


def _shown(prediction: Prediction) -> str:
    given = prediction.given
    return " → ".join(given) if isinstance(given, list) else str(given)

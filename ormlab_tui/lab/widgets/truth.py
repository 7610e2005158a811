"""The moment of truth: a prediction beside the fact that a step has brought."""

from __future__ import annotations

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.course.grade import Outcome, Verdict
from ormlab_tui.course.question import Confidence
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.signs import Sign

OUTCOME_SIGNS: Final[dict[Outcome, Sign]] = {
    "right": Sign("✓", "bold $text-success"),
    "partly": Sign("≈", "bold $text-warning"),
    "wrong": Sign("✗", "bold $text-error"),
}
OPEN: Final = Sign("?", "bold $text-accent")


class Truth(Widget, can_focus=False):
    """What was asked, what was said, what is so, and why; hidden until there is one."""

    DEFAULT_CSS = """
    Truth {
        display: none;
        height: auto;
        max-height: 50%;
        width: 1fr;
        padding: 0 1;
        border: round $accent;
        border-title-color: $text-accent;
        border-subtitle-color: $text-muted;
        background: $surface;
    }
    """

    shown: reactive[tuple[str, Verdict, Confidence] | None] = reactive(None, layout=True)
    """The question asked, the verdict and how sure the learner was."""

    def watch_shown(self, shown: tuple[str, Verdict, Confidence] | None) -> None:
        """Come and go with the verdict."""
        self.display = shown is not None
        if shown is not None:
            self.border_title = Content(f"{OUTCOME_SIGNS[shown[1].outcome].sign} Settled here")
            self.border_subtitle = Content("Enter goes on")

    def render(self) -> RenderResult:
        """Return the prediction and the fact, one under the other."""
        if self.shown is None:
            return Content("")
        ask, verdict, confidence = self.shown
        sign = OUTCOME_SIGNS[verdict.outcome]
        lines = [
            with_code(ask, "$foreground"),
            Content.assemble(
                ("you said  ", "$foreground 60%"),
                (inert(verdict.given, 400), sign.style),
                (f"  {sign.sign} {verdict.outcome}, {confidence}", sign.style),
            ),
            Content.assemble(
                ("it is     ", "$foreground 60%"), (inert(verdict.fact, 400), "bold $foreground")
            ),
        ]
        if verdict.why:
            lines.append(with_code(verdict.why, "italic $foreground"))
        return Content("\n").join(lines)

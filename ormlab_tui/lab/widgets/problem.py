"""Why there is nothing to step through, where that is so."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab.inert_text import inert_lines


class Problem(Widget, can_focus=False):
    """A heading and what is to be known; hidden until there is a problem."""

    DEFAULT_CSS = """
    Problem {
        display: none;
        height: auto;
        max-height: 50%;
        width: 1fr;
        padding: 0 1;
        border: round $error;
        background: $surface;
    }
    """

    words: reactive[tuple[str, str]] = reactive(("", ""), layout=True)
    """The heading and the text."""

    def show(self, heading: str, text: str) -> None:
        """Show the problem."""
        self.words = (heading, text)
        self.display = True

    def hide(self) -> None:
        """Take it away again."""
        self.display = False

    def render(self) -> RenderResult:
        """Return the heading and the text below."""
        heading, text = self.words
        lines = [Content.styled(heading, "bold $text-error")]
        lines += [Content(line) for line in inert_lines(text)[:40]]
        return Content("\n").join(lines)

"""The row of tabs by which panes are chosen where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab import signs


class PaneTabs(Widget, can_focus=False):
    """The panes' names in a row, the one that is shown marked, those that changed too."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; width: 1fr; background: $surface; }
    """

    active: reactive[str] = reactive("")
    """The slug of the pane that is shown."""

    changed: reactive[frozenset[str]] = reactive(frozenset())
    """The slugs of the panes in which this step changed something."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, tabs: PaneTabs, slug: str) -> None:
            super().__init__()
            self.tabs = tabs
            self.slug = slug

        @property
        def control(self) -> PaneTabs:
            """The tabs."""
            return self.tabs

    def __init__(self, names: Sequence[tuple[str, str, str]]) -> None:
        """`names` has each pane's key, slug and title, in their order."""
        super().__init__()
        self._names = names
        self._ends: list[tuple[int, str]] = []

    def render(self) -> RenderResult:
        """Return the tabs; the keys are left out where they don't fit."""
        for parts in (self._labels(key=True), self._labels(key=False)):
            content = Content.assemble(*parts)
            if content.cell_length <= self.size.width:
                break
        return content.truncate(self.size.width, ellipsis=True)

    def _labels(self, *, key: bool) -> list[Content]:
        labels: list[Content] = []
        self._ends.clear()
        end = 0
        for number, slug, title in self._names:
            mark = signs.THIS_STEP if slug in self.changed else signs.NOT_THIS_STEP
            shown = slug == self.active
            name = (f"[{title}]", "bold $text-primary") if shown else (title, "$foreground")
            label = Content.assemble(
                (mark.sign, mark.style),
                (f"{number} " if key else "", signs.QUIET),
                name,
                " ",
            )
            labels.append(label)
            end += label.cell_length
            self._ends.append((end, slug))
        return labels

    def on_click(self, event: Click) -> None:
        """Choose the tab clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for end, slug in self._ends:
            if offset.x < end:
                self.post_message(self.Chosen(self, slug))
                return

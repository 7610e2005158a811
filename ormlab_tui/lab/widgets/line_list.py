"""A list of styled lines that draws only the lines on screen, so its length costs nothing."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from ormlab_tui.lab.pane_failure import Guarded

#: What lines are laid out for until the view is first on screen.
_WIDTH_UNKNOWN = 80


class Lines:
    """What a line list shows: so many lines, each made when it is drawn.

    Derive from it. `count` is the number of lines now; `width` the width in cells of the
    widest, or 0 where lines are cut at the edge of the view.
    """

    count: int = 0
    width: int = 0

    def line(self, index: int) -> Content:
        """Return the line, made of inert text (`inert_text`)."""
        raise IndexError(index)

    def entry(self, index: int) -> tuple[int, int]:
        """Return the first line of the entry that the line belongs to, and one past its last."""
        return index, index + 1

    def fit(self, width: int) -> bool:
        """Lay the lines out for a view of so many cells; return whether that alters them."""
        return False

    def number(self, index: int) -> int:
        """Return what stays the same of a line when the lines are laid out anew."""
        return index

    def first_line(self, number: int) -> int:
        """Return the line that `number` stands for as the lines are laid out now."""
        return number


_MOVES: Final[list[BindingType]] = [
    Binding("up", "move(-1)", "Up", show=False),
    Binding("down", "move(1)", "Down", show=False),
    Binding("home", "first", "First row", show=False),
    Binding("end", "last", "Last row", show=False),
    Binding("pageup", "page(-1)", "Page up", show=False),
    Binding("pagedown", "page(1)", "Page down", show=False),
    Binding("shift+left", "sideways(-1)", "Scroll left", show=False),
    Binding("shift+right", "sideways(1)", "Scroll right", show=False),
]


class LineList(Guarded, ScrollView, can_focus=True, inherit_bindings=False):
    """Lines with one entry highlighted, moved by keys and mouse, chosen by Enter."""

    ALLOW_MAXIMIZE = False
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--highlighted", "line-list--empty"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Origin", tooltip="Go to the step that made this row so"),
        *_MOVES,
    ]

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """The first line of the highlighted entry; None where nothing is highlighted."""

    class Highlighted(Message):
        """Another entry is highlighted."""

        def __init__(self, line_list: LineList, index: int | None) -> None:
            super().__init__()
            self.line_list = line_list
            self.index = index

        @property
        def control(self) -> LineList:
            """The list."""
            return self.line_list

    class Chosen(Message):
        """The user pressed Enter on an entry, or clicked it twice; `index` is its first line."""

        def __init__(self, line_list: LineList, index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.index = index

        @property
        def control(self) -> LineList:
            """The list."""
            return self.line_list

    def __init__(
        self,
        lines: Lines | None = None,
        *,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = lines if lines is not None else Lines()
        self._empty = empty
        self._wanted: tuple[int, int] | None = None

    def on_mount(self) -> None:
        """Give the lines that it was made with their room to scroll in."""
        if self._lines.count:
            self.show(self._lines, self._empty)

    @property
    def lines(self) -> Lines:
        """What is shown."""
        return self._lines

    @property
    def empty(self) -> str:
        """The words shown where there are no lines."""
        return self._empty

    def text(self) -> str:
        """Return every line as plain text, or the words shown where there are none."""
        lines = self._lines
        if not lines.count:
            return self._empty
        return "\n".join(lines.line(index).plain.rstrip() for index in range(lines.count))

    def show(self, lines: Lines, empty: str = "") -> None:
        """Show other lines, and `empty`, a few words, where there are none."""
        self._lines = lines
        self._empty = empty
        self._fit()
        self.renew()
        if not lines.count:
            self._wanted = None
            self.scroll_to(x=0, y=0, animate=False, immediate=True, force=True)

    def _fit(self) -> bool:
        # A column is left for the scrollbar, so that its coming and going alters nothing.
        width = self.outer_size.width - self.styles.gutter.width - self.scrollbar_size_vertical
        return self._lines.fit(width if width > 0 else _WIDTH_UNKNOWN)

    def renew(self) -> None:
        """Draw again what is on screen: the lines have altered, or are more, or fewer."""
        lines = self._lines
        if self.highlighted is not None and self.highlighted >= lines.count:
            self.highlighted = None
        size = Size(lines.width, lines.count)
        if size != self.virtual_size:
            # A list never decides the size of anything else, so no layout follows.
            self.set_reactive(Widget.virtual_size, size)
            shown = self.scrollbars_enabled
            self._scroll_update(size)
            if shown != self.scrollbars_enabled:
                self.refresh(layout=True)
        self.refresh()

    def reveal(self, first: int, end: int | None = None) -> None:
        """Scroll so that lines `first` to `end` are seen, `first` above all."""
        stop = first + 1 if end is None else end
        self._wanted = (first, stop)
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = round(self.scroll_target_y)
        if stop > top + height:
            top = stop - height
        if first < top:
            top = first
        if top != round(self.scroll_target_y):
            self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def highlight(self, index: int | None, *, reveal: bool = True) -> None:
        """Highlight the entry of a line, and scroll to it."""
        if index is None or not 0 <= index < self._lines.count:
            self.highlighted = None
            return
        first, end = self._lines.entry(index)
        self.highlighted = first
        if reveal:
            self.reveal(first, end)

    def validate_highlighted(self, index: int | None) -> int | None:
        """Keep the highlight on the first line of an entry."""
        if index is None or not 0 <= index < self._lines.count:
            return None
        return self._lines.entry(index)[0]

    def watch_highlighted(self, old: int | None, new: int | None) -> None:
        """Draw the two entries that differ."""
        for index in (old, new):
            if index is not None and index < self._lines.count:
                first, end = self._lines.entry(index)
                self.refresh_lines(first, end - first)
        self.post_message(self.Highlighted(self, new))

    def on_resize(self, event: Resize) -> None:
        """Lay the lines out anew, and keep in view what was last to be seen."""
        lines = self._lines
        chosen = lines.number(self.highlighted) if self.highlighted is not None else None
        wanted = None
        if self._wanted is not None and self._wanted[1] <= lines.count:
            wanted = lines.number(self._wanted[0]), lines.number(self._wanted[1] - 1)
        if self._fit():
            self.renew()
            if chosen is not None:
                self.highlighted = lines.first_line(chosen)
        if wanted is not None:
            first, last = (lines.first_line(number) for number in wanted)
            self.reveal(first, lines.entry(last)[1])

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        lines = self._lines
        if index >= lines.count:
            return self._empty_line(y, width)
        style = self.visual_style
        if self.highlighted is not None:
            first, end = lines.entry(self.highlighted)
            if first <= index < end:
                style = self.get_visual_style("line-list--highlighted")
        full = max(width, lines.width)
        content = lines.line(index).truncate(full, ellipsis=True)
        left = self.scroll_offset.x
        return self._strip(content, full, style).crop(left, left + width)

    def _empty_line(self, y: int, width: int) -> Strip:
        style = self.visual_style
        if self._lines.count == 0 and self._empty and width > 2:
            wrapped = Content(self._empty).wrap(width - 2)
            if y < len(wrapped):
                return self._strip(
                    wrapped[y].pad_left(1), width, self.get_visual_style("line-list--empty")
                )
        return Strip.blank(width, style.rich_style)

    def _strip(self, content: Content, width: int, style: Style) -> Strip:
        strips = Visual.to_strips(self, content, width, 1, style, apply_selection=False, pad=True)
        return strips[0] if strips else Strip.blank(width, style.rich_style)

    def _on_entry(self) -> int:
        if not self._lines.count:
            raise SkipAction
        if self.highlighted is None:
            return min(round(self.scroll_y), self._lines.count - 1)
        return self.highlighted

    def action_move(self, by: int) -> None:
        """Highlight the next entry (1) or the one before (-1)."""
        here = self._on_entry()
        if self.highlighted is None:
            self.highlight(here)
            return
        first, end = self._lines.entry(here)
        self.highlight(max(0, first - 1) if by < 0 else min(end, self._lines.count - 1))

    def action_first(self) -> None:
        """Highlight the first entry."""
        self._on_entry()
        self.highlight(0)

    def action_last(self) -> None:
        """Highlight the last entry."""
        self._on_entry()
        self.highlight(self._lines.count - 1)

    def action_page(self, by: int) -> None:
        """Move by what the view holds."""
        here = self._on_entry()
        page = max(1, self.scrollable_content_region.height - 1)
        self.highlight(min(self._lines.count - 1, max(0, here + by * page)))

    def action_sideways(self, by: int) -> None:
        """Scroll sideways by half of the view."""
        if self.max_scroll_x <= 0:
            raise SkipAction
        half = max(1, self.scrollable_content_region.width // 2)
        self.scroll_to(x=self.scroll_x + by * half, animate=False)

    def action_choose(self) -> None:
        """Choose the highlighted entry."""
        if self.highlighted is None or not self._lines.count:
            raise SkipAction
        self.post_message(self.Chosen(self, self.highlighted))

    def on_click(self, event: Click) -> None:
        """Highlight the entry clicked; a second click chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if index >= self._lines.count:
            return
        self.highlight(index)
        if event.chain == 2 and self.highlighted is not None:
            self.post_message(self.Chosen(self, self.highlighted))


class OpeningList(LineList, can_focus=True, inherit_bindings=False):
    """A line list whose rows are opened by Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", tooltip="Open what the row names"),
        *_MOVES,
    ]

    def can_open(self, index: int) -> bool:
        """Return whether the line names something to open: headings and gaps are passed by."""
        return True

    def action_move(self, by: int) -> None:
        """Highlight the next row that can be opened, or the one before, if there is one."""
        here = self.highlighted
        super().action_move(by)
        step = -1 if by < 0 else 1
        there = self.highlighted
        while there is not None and not self.can_open(there):
            there = there + step if 0 <= there + step < self.lines.count else here
            if there == here:
                break
        self.highlight(there)

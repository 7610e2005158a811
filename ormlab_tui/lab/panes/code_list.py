"""The list inside the Code pane: lines are chosen by one click, and the gutter stays in place."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.strip import Strip

from ormlab_tui.lab import signs
from ormlab_tui.lab.panes.code_lines import CodeLines, Look, Marked
from ormlab_tui.lab.widgets.line_list import LineList

#: So many lines before and after the statements marked are kept in view with them.
_CONTEXT: Final = 2


class CodeList(LineList):
    """One file's lines; the statement just run and the one that comes next are kept in view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"code-list--just-run", "code-list--next"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Run to", tooltip="Go to the next step that runs this line"),
    ]

    _looked_at: tuple[int, int] | None = None

    def looks(self) -> dict[int, Look]:
        """Return how the lines on screen look."""
        lines = self.lines
        if not isinstance(lines, CodeLines):
            return {}
        top = self.scroll_offset.y
        stop = min(top + self.size.height, lines.count)
        return {index: lines.look(index) for index in range(top, stop)}

    def mark(self, marked: Marked, before: dict[int, Look]) -> None:
        """Mark these statements; only the lines that look otherwise than before are drawn."""
        lines = self.lines
        assert isinstance(lines, CodeLines)
        moved = (lines.marked.just_run, lines.marked.next) != (marked.just_run, marked.next)
        lines.marked = marked
        for index, look in before.items():
            if lines.look(index) != look:
                self.refresh_lines(index)
        if moved:
            self._look_at(marked)

    def shows(self, lines: range) -> bool:
        """Return whether the first of these lines is in view."""
        height = self.scrollable_content_region.height
        top = round(self.scroll_target_y)
        return bool(lines) and (height <= 0 or top <= lines.start < top + height)

    def colour(self) -> bool:
        """Colour the next slice of the file and draw it; return whether there is more."""
        lines = self.lines
        if not isinstance(lines, CodeLines):
            return False
        first = lines.source.coloured
        more = lines.source.colour()
        top = self.scroll_offset.y
        for index in range(max(first, top), min(lines.source.coloured, top + self.size.height)):
            self.refresh_lines(index)
        return more

    def _look_at(self, marked: Marked) -> None:
        """Scroll, where need be, so that the statements marked are seen among their neighbours."""
        lines, main = self.lines, marked.just_run or marked.next
        if not main or not isinstance(lines, CodeLines):
            return
        height = self.scrollable_content_region.height
        other = marked.next or main
        both = range(min(main.start, other.start), max(main.stop, other.stop))
        first, end = main.start, main.stop
        for part, context in ((both, _CONTEXT), (both, 0), (main, _CONTEXT), (main, 0)):
            start, stop = max(0, part.start - context), min(lines.count, part.stop + context)
            if stop - start <= height:
                first, end = start, stop
                break
        top = round(self.scroll_target_y)
        if not top <= first <= end <= top + height and height > 0:
            # Further up than the edge, so that the next steps need no scrolling.
            above = max(0, height - (end - first)) // 4
            self.scroll_to(y=max(0, first - above), animate=False, immediate=True, force=True)
        if 0 < self.scroll_x >= lines.line(main.start).cell_length - lines.gutter:
            self.scroll_to(x=0, animate=False, immediate=True, force=True)
        self.reveal(first, end)
        self._looked_at = self._wanted

    def on_resize(self, event: Resize) -> None:
        """Keep in view what was: as many neighbours with it as there is room for now."""
        if isinstance(self.lines, CodeLines) and self._wanted == self._looked_at:
            self._look_at(self.lines.marked)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen: the gutter, and the code as far as it is scrolled."""
        lines, index = self.lines, y + self.scroll_offset.y
        if not isinstance(lines, CodeLines) or index >= lines.count:
            return super().render_line(y)
        part = lines.look(index).part
        names = [f"code-list--{part}"] if part else []
        if index == self.highlighted:
            names.append("line-list--highlighted")
        style = self.get_visual_style(*names) if names else self.visual_style
        width = self.scrollable_content_region.width
        full = max(width, lines.width)
        content = lines.line(index)
        strip = self._strip(content.truncate(full), full, style)
        gutter = min(lines.gutter, width)
        left, right = gutter + self.scroll_offset.x, width + self.scroll_offset.x
        if content.cell_length <= right:
            return Strip.join([strip.crop(0, gutter), strip.crop(left, right)])
        more = self._strip(Content.styled("…", signs.QUIET), 1, style)
        return Strip.join([strip.crop(0, gutter), strip.crop(left, right - 1), more]).crop(0, width)

    def _on_entry(self) -> int:
        # Keys set out from the statement just run.
        lines = self.lines
        if self.highlighted is None and isinstance(lines, CodeLines) and lines.marked.just_run:
            return lines.marked.just_run.start
        return super()._on_entry()

    def on_click(self, event: Click) -> None:
        """Choose the line clicked; the second click of a double click adds nothing."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        if offset is None or event.chain > 1:
            return
        index = offset.y + self.scroll_offset.y
        if index < self.lines.count:
            self.highlight(index)
            self.post_message(self.Chosen(self, index))

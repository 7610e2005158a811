"""An editor for Python: coloured, indented as Python wants it, searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style as RichStyle
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from ormlab_tui.lab.navigation import Direction
from ormlab_tui.lab.panes.code_source import SourceText

#: Longer files are not coloured: each key would wait for it.
MOST_COLOURED: Final = 2000
_INDENT: Final = 4
_KEYS_OF_SCREENS: Final = ("f6", "f7")
_CURSOR_LINE: Final = ("text-area--cursor-line",)
#: What a terminal obeys, or what reorders or hides what is read.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_OPENS_BLOCK: Final = re.compile(r":\s*(#.*)?$")
_LEAVES_BLOCK: Final = re.compile(r"\s*(return|raise|pass|break|continue)\b")


def _keys_of_text_area() -> Iterator[BindingType]:
    """Yield the keys of Textual's own editor, without those that the lab's screens need."""
    for binding in TextArea.BINDINGS:
        if not isinstance(binding, Binding) or binding.key not in _KEYS_OF_SCREENS:
            yield binding


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text was found: which of how many."""

    place: int
    total: int


class CodeEditor(TextArea, inherit_bindings=False):
    """One file's text. Without tree-sitter: the colours come from the lexer of the code pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_keys_of_text_area(),
        Binding("ctrl+l", "select_all", "Select all", show=False, tooltip="Select the whole text"),
        Binding("shift+tab", "dedent", "Dedent", show=False, tooltip="Indent the lines less"),
    ]

    def __init__(
        self, text: str, *, read_only: bool = False, coloured: bool = True, id: str | None = None
    ) -> None:
        # Textual asks for a new look while it still makes the widget.
        self._coloured = coloured
        self._colours: SourceText | None = None
        self._rich_styles: dict[str, RichStyle] = {}
        super().__init__(
            text,
            soft_wrap=False,
            tab_behavior="indent",
            read_only=read_only,
            show_line_numbers=True,
            max_checkpoints=500,
            compact=True,
            id=id,
        )
        self.indent_width = _INDENT

    # --- colours -------------------------------------------------------------------------

    def _build_highlight_map(self) -> None:
        """Forget the colours: the text is another."""
        super()._build_highlight_map()
        self._colours = None

    def notify_style_update(self) -> None:
        """Forget what the theme's colours were."""
        self._rich_styles.clear()
        super().notify_style_update()

    def get_line(self, line_index: int) -> Text:
        """Return a line in its colours, with nothing in it that a terminal would obey."""
        shown = _shown(self.document.get_line(line_index))
        text = Text(shown, end="", no_wrap=True)
        if self._coloured and self.document.line_count <= MOST_COLOURED:
            for span in self._source_up_to(line_index).line(line_index).spans:
                text.stylize(self._rich_style(str(span.style)), span.start, span.end)
        return text

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: RichStyle | None = None
    ) -> RichStyle:
        """Return a component's style; the cursor's line keeps the colours of its code."""
        style = super().get_component_rich_style(*names, partial=partial, default=default)
        return RichStyle(bgcolor=style.bgcolor) if names == _CURSOR_LINE else style

    def _source_up_to(self, line: int) -> SourceText:
        source = self._colours
        if source is None:
            # One character for each, so that the places of the colours are those of the text.
            lines = [_shown(each).replace("\t", " ") for each in self.document.lines]
            source = self._colours = SourceText("\n".join([*lines, ""]))
        while source.coloured <= line and source.colour():
            pass
        return source

    def _rich_style(self, style: str) -> RichStyle:
        found = self._rich_styles.get(style)
        if found is None:
            parsed = Style.parse(style)
            ground = Style(background=self.background_colors[1])
            rich = (ground + parsed).rich_style
            # Without its background, which is the line's.
            found = RichStyle(color=rich.color, bold=rich.bold, italic=rich.italic)
            self._rich_styles[style] = found
        return found

    # --- keys ----------------------------------------------------------------------------

    async def _on_key(self, event: Key) -> None:
        """Indent as Python wants it; leave Escape to the screen."""
        if event.key == "escape":
            event.prevent_default()
        elif self.read_only:
            return
        elif event.key == "enter":
            self._take_over(event)
            self._break_line()
        elif event.key == "tab" and self._has_lines_selected:
            self._take_over(event)
            self._shift_lines(1)
        elif event.key == "backspace" and self._is_in_indent:
            self._take_over(event)
            self._delete_indent()

    @staticmethod
    def _take_over(event: Key) -> None:
        event.stop()
        event.prevent_default()

    def _break_line(self) -> None:
        row, column = min(self.selection)
        before = self.document.get_line(row)[:column]
        indent = before[: len(before) - len(before.lstrip())]
        if _OPENS_BLOCK.search(before):
            indent += " " * _INDENT
        elif _LEAVES_BLOCK.match(before) and len(indent) >= _INDENT:
            indent = indent[:-_INDENT]
        self._replace_via_keyboard("\n" + indent, *self.selection)

    @property
    def _has_lines_selected(self) -> bool:
        return self.selection.start[0] != self.selection.end[0]

    @property
    def _is_in_indent(self) -> bool:
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        return self.selection.is_empty and bool(before) and not before.strip(" ")

    def _delete_indent(self) -> None:
        row, column = self.cursor_location
        start = (column - 1) // _INDENT * _INDENT
        self._delete_via_keyboard((row, start), (row, column))

    def action_dedent(self) -> None:
        """Indent the lines of the selection, or the cursor's, less."""
        if not self.read_only:
            self._shift_lines(-1)

    def _shift_lines(self, direction: Direction) -> None:
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        if last > first and max(self.selection)[1] == 0:
            last -= 1
        old = [self.document.get_line(row) for row in range(first, last + 1)]
        new = [_shifted(line, direction) for line in old]
        if new == old:
            return
        start, end = self.selection
        widths = {
            first + at: len(n) - len(o) for at, (o, n) in enumerate(zip(old, new, strict=True))
        }
        self.replace("\n".join(new), (first, 0), (last, len(old[-1])))
        self.selection = Selection(_moved(start, widths), _moved(end, widths))

    # --- from outside ----------------------------------------------------------------------

    def take_text(self, text: str) -> None:
        """Show another text, the cursor where it was as far as that is there; can be undone."""
        cursor, top = self.cursor_location, self.scroll_offset.y
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end)
        self.history.checkpoint()
        self.move_cursor(cursor)
        self.scroll_to(y=top, animate=False)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line, from 1, as far as there is one."""
        row = min(max(line, 1), self.document.line_count) - 1
        text = self.document.get_line(row)
        self.move_cursor((row, len(text) - len(text.lstrip())), center=True)

    def find(self, needle: str, direction: Direction) -> Found | None:
        """Select the next place, or the one before, that has a text, in any case; go round."""
        places = self._places(needle)
        if not places:
            return None
        start, end = sorted(self.selection)
        is_on = (start, end) in places
        if direction > 0:
            later = [each for each in places if each[0] >= (end if is_on else start)]
            chosen = (later or places)[0]
        else:
            chosen = ([each for each in places if each[0] < start] or places)[-1]
        self.selection = Selection(*chosen)
        self.scroll_cursor_visible(center=True)
        return Found(places.index(chosen) + 1, len(places))

    def _places(self, needle: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        pattern = re.compile(re.escape(needle), re.IGNORECASE)
        return [
            ((row, match.start()), (row, match.end()))
            for row, line in enumerate(self.document.lines)
            for match in pattern.finditer(line)
        ]


def _shown(line: str) -> str:
    return _UNSAFE.sub("·", line)


def _shifted(line: str, direction: Direction) -> str:
    if direction > 0:
        return " " * _INDENT + line if line.strip() else line
    if line.startswith("\t"):
        return line[1:]
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, (spaces - 1) % _INDENT + 1 if spaces else 0) :]


def _moved(place: tuple[int, int], widths: dict[int, int]) -> tuple[int, int]:
    row, column = place
    return row, max(0, column + widths.get(row, 0))

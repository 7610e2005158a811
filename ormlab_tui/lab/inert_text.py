"""Text from outside (scripts, databases, recordings) made safe to show.

A terminal obeys control characters, and bidirectional controls reorder what is read; here
each becomes a visible escape. Nothing of it is ever read as markup.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

#: More than any screen is wide; what is longer is cut.
LONGEST_LINE: Final = 2000
TAB: Final = 4

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHORT: Final = {
    "\r": "\\r",
    "\x1b": "\\e",
    "\x07": "\\a",
    "\x08": "\\b",
    "\x0b": "\\v",
    "\f": "\\f",
}


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def inert_lines(text: str, limit: int = LONGEST_LINE) -> list[str]:
    """Return the text's lines, each inert and at most `limit` characters long."""
    return [inert(line, limit) for line in text.replace("\r\n", "\n").split("\n")]


def inert(text: str, limit: int = LONGEST_LINE) -> str:
    """Return the text on one line: controls as escapes, a newline as ``⏎``, tabs as spaces.

    What is longer than `limit` characters is cut there with an ellipsis.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if "\t" in text:
        text = text.expandtabs(TAB)
    return _UNSAFE.sub(_escape, text).replace("\n", "⏎")


def plain(text: str, style: str = "", limit: int = LONGEST_LINE) -> Content:
    """Return the text as inert content of one style."""
    content = Content(inert(text, limit), strip_control_codes=False)
    return content.stylize(style) if style else content


@lru_cache(maxsize=1024)
def one_line(text: str) -> str:
    """Return a text of several lines folded to one, its runs of white space to one space."""
    return " ".join(text[: 2 * LONGEST_LINE].split())


class InertFilter(LineFilter):
    """The last look at every line before it is drawn, whatever widget it came from.

    Widgets of Textual's own, such as Markdown, fields and notifications, show a text as it is.
    What a terminal could obey takes no cell, so it is left out; so is a link it could follow.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing in them that a terminal obeys."""
        if not any(_is_unsafe(segment) for segment in segments):
            return segments
        return [_made_safe(segment) if _is_unsafe(segment) else segment for segment in segments]


def _is_unsafe(segment: Segment) -> bool:
    style = segment.style
    return bool(_UNSAFE.search(segment.text)) or (style is not None and style.link is not None)


def _made_safe(segment: Segment) -> Segment:
    style = segment.style
    if style is not None and style.link is not None:
        style = style.update_link(None)
    return Segment(_UNSAFE.sub("", segment.text), style, segment.control)

"""Object tokens, such as ``Product#1``, told by sign and colour in which state the object is."""

from __future__ import annotations

import re
from typing import Final

from textual.content import Content

from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.signs import STATE_SIGNS
from ormlab_tui.recording import MovingWorld
from ormlab_tui.recording.values import ObjectValue

_TOKEN: Final = re.compile(r"(?<![\w'\"])[^\W\d]\w*#\d+")


def token_number(token: str) -> int:
    """Return the number in a token, such as 12 of ``Product#12``."""
    number = token.rpartition("#")[2]
    return int(number) if number.isdecimal() else 0


def object_token(value: ObjectValue) -> Content:
    """Return an object's token behind the sign of its state."""
    sign = STATE_SIGNS[value.state]
    return Content.styled(inert(f"{sign.sign}{value.object}"), sign.style)


def with_tokens(text: str, world: MovingWorld, style: str = "$foreground") -> Content:
    """Return a value's text, inert, with the tokens in it that name objects of the world."""
    # A string's own text names nothing, whatever it looks like.
    if text[:1] in "'\"" or "#" not in text:
        return Content.styled(inert(text), style)
    parts: list[Content | tuple[str, str]] = []
    end = 0
    for found in _TOKEN.finditer(text):
        value = world.get(("object", found.group()))
        if isinstance(value, ObjectValue):
            parts.append((inert(text[end : found.start()]), style))
            parts.append(object_token(value))
            end = found.end()
    parts.append((inert(text[end:]), style))
    return Content.assemble(*parts)

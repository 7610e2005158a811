"""Short texts of a course as content: what stands between backticks is code, the rest plain."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert

#: Told from the text around it by a band, which greyscale keeps.
CODE: Final = f"{signs.NAME} on $primary-muted"


def with_code(text: str, style: str = "$foreground") -> Content:
    """Return the text, inert, its code in the colour of names."""
    parts = inert(text.replace("\n", " ")).split("`")
    return Content.assemble(
        *((part, CODE if place % 2 else style) for place, part in enumerate(parts))
    )

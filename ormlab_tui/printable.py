"""Text from outside made fit for a terminal. Imports nothing: errors are printed through it."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return the text in one line, with escapes for what is no visible character."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )

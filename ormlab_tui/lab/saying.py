"""Telling the user a sentence: on the status line where it fits, else in a box that goes away."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from ormlab_tui.lab.widgets.status_line import StatusLine


def say(screen: Screen[Any], words: str) -> None:
    """Tell the user a sentence."""
    line = screen.query_one(StatusLine)
    room = line.size.width - len(line.status.run) - 1
    title = min(len(line.status.title), room // 2)
    if len(words) <= room - title - 4:
        line.message = words
    else:
        screen.notify(words, timeout=8, markup=False)


def sentence(error: Exception) -> str:
    """Return what an error says as a sentence: a capital first, a full stop last."""
    text = str(error).strip()
    end = "" if text.endswith((".", "!", "?")) else "."
    # A file's name is left as it is written.
    first = text.split(" ", 1)[0]
    return (text if "." in first or "/" in first else text[:1].upper() + text[1:]) + end

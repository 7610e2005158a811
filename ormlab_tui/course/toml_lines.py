"""On which line of a TOML text a field stands, as far as its layout tells."""

from __future__ import annotations

import re
from typing import Final

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\- ]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")
_PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LONG_STRING: Final = re.compile(r'"""|' + r"'''")


def line_of(text: str, field: str) -> int | None:
    """Return the line, from 1, of a field such as ``questions[2].answer.of``.

    It is the line of the innermost part that stands on a line of its own; None if there is none.
    """
    wanted = tuple(
        match[1] if match[1] is not None else int(match[2]) for match in _PART.finditer(field)
    )
    best: tuple[int, int] | None = None
    for line, path in _lines_with_paths(text):
        depth = len(path)
        if wanted[:depth] == path and depth and (best is None or depth > best[0]):
            best = (depth, line)
    return best[1] if best is not None else None


def _lines_with_paths(text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    found: list[tuple[int, tuple[str | int, ...]]] = []
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    in_string = False
    for number, line in enumerate(text.splitlines(), 1):
        begins_inside = in_string
        if len(_LONG_STRING.findall(line)) % 2:
            in_string = not in_string
        if begins_inside:
            continue
        if header := _HEADER.match(line):
            table = _header_path(header, counts)
            found.append((number, table))
        elif key := _KEY.match(line):
            found.append((number, (*table, key[1])))
    return found


def _header_path(
    header: re.Match[str], counts: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    names = [name.strip() for name in header[2].split(".")]
    for place, name in enumerate(names):
        path = (*path, name)
        if header[1] == "[[" and place == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path

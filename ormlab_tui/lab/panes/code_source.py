"""One file's source: its lines made inert, coloured in slices so that a long file never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pygments.lexers.python import PythonLexer
from pygments.token import Token, _TokenType
from rich.cells import cell_len
from textual.content import Content, Span

from ormlab_tui.lab.inert_text import inert

#: How many tokens are coloured at once: some 400 lines, a few milliseconds.
SLICE: Final = 3000

# What ends a line for Python; `str.splitlines` knows more.
_NEWLINE: Final = re.compile("\r\n|\r|\n")

_STYLES: Final[dict[_TokenType, str]] = {
    Token.Keyword: "$text-primary",
    Token.Keyword.Constant: "$text-warning",
    Token.Operator.Word: "$text-primary",
    Token.Literal.String: "$text-success",
    Token.Literal.String.Doc: "italic $text-success 80%",
    Token.Literal.String.Interpol: "$text-warning",
    Token.Literal.String.Escape: "$text-warning",
    Token.Literal.Number: "$text-warning",
    Token.Comment: "italic $foreground 60%",
    Token.Name.Builtin: "$text-secondary",
    Token.Name.Builtin.Pseudo: "italic $foreground",
    Token.Name.Decorator: "$text-secondary",
    Token.Name.Class: "bold $foreground",
    Token.Name.Function: "bold $foreground",
    Token.Name.Exception: "$text-secondary",
}


def source_lines(source: str) -> list[str]:
    """Return the lines of a source as Python numbers them, an empty one after the last left out."""
    lines = _NEWLINE.split(source)
    if not lines[-1]:
        lines.pop()
    return lines


class SourceText:
    """A source to show. Lines are counted from 0; what is not coloured yet is plain."""

    def __init__(self, source: str) -> None:
        self.lines = [inert(line) for line in source_lines(source)]
        self.width = max(map(_cells, self.lines), default=0)
        #: How many lines, from the first, have their colours.
        self.coloured = 0
        self._spans: list[list[Span]] = [[] for _ in self.lines]
        self._slices = self._colour()

    def line(self, index: int) -> Content:
        """Return a line in the colours that are known."""
        return Content(self.lines[index], self._spans[index], strip_control_codes=False)

    def colour(self) -> bool:
        """Colour the next slice; return whether there is more to colour."""
        return next(self._slices, False)

    def lines_with(self, text: str) -> list[int]:
        """Return the numbers, from 1, of the lines that have the text, in any case."""
        needle = text.casefold()
        return [n for n, line in enumerate(self.lines, 1) if needle in line.casefold()]

    def _colour(self) -> Iterator[bool]:
        starts = 0
        line = 0
        # Inert text is lexed, so that what is found there needs no translation to what is shown.
        tokens = PythonLexer().get_tokens_unprocessed("\n".join(self.lines) + "\n")
        for number, (_, kind, text) in enumerate(tokens, 1):
            style = _style(kind)
            first, *others = text.split("\n")
            self._put(line, starts, first, style)
            starts += len(first)
            for other in others:
                line += 1
                self._put(line, 0, other, style)
                starts = len(other)
            if number % SLICE == 0:
                self.coloured = line
                yield True
        self.coloured = len(self.lines)

    def _put(self, line: int, start: int, text: str, style: str) -> None:
        if text and style:
            self._spans[line].append(Span(start, start + len(text), style))


def _cells(line: str) -> int:
    return len(line) if line.isascii() else cell_len(line)


def _style(kind: _TokenType) -> str:
    found = _STYLES.get(kind)
    if found is None:
        found = _STYLES[kind] = _style(kind.parent) if kind.parent is not None else ""
    return found

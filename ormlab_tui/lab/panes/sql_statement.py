"""A SQL statement as styled text: on one line, or as it was written."""

from __future__ import annotations

from functools import lru_cache

from pygments.token import Token
from textual.content import Content
from textual.highlight import HighlightTheme, highlight

from ormlab_tui.lab.inert_text import inert, inert_lines, one_line

_MOST_LINES = 200


class _Calm(HighlightTheme):
    """Keywords and literals only: a statement is read for its tables and values."""

    STYLES = {  # noqa: RUF012
        Token.Keyword: "$text-primary",
        Token.Operator.Word: "$text-primary",
        Token.Literal.String: "$text-success",
        Token.Literal.Number: "$text-warning",
        Token.Comment: "$foreground 60%",
    }


# A run sends few different statements many times.
@lru_cache(maxsize=512)
def folded_statement(statement: str) -> Content:
    """Return the statement, highlighted, on one line."""
    return highlight(inert(one_line(statement)), language="sql", theme=_Calm)


@lru_cache(maxsize=64)
def statement_lines(statement: str) -> tuple[Content, ...]:
    """Return the statement, highlighted, in the lines in which it was written."""
    lines = inert_lines(statement.strip("\n"))
    more = len(lines) - _MOST_LINES
    if more > 0:
        lines[_MOST_LINES:] = [f"-- … {more:,} more lines"]
    text = "\n".join(lines).rstrip()
    return tuple(highlight(text, language="sql", theme=_Calm).split("\n"))

"""Answers: what a recording says to a query, and whether somebody else says the same."""

from __future__ import annotations

import ast
import re
from typing import Final, TypeAlias

import msgspec

from ormlab_tui.course.fields import Plain

#: What an answer can be. Python's strings have no quotes here; `Answer.text` has them.
AnswerValue: TypeAlias = str | int | float | bool | tuple[str, ...] | None

#: What stands for nothing printed.
NOTHING: Final = "nothing"
_LITERAL: Final = re.compile(r"""[+-]?[\d_,]*\.?\d+([eE][+-]?\d+)?|True|False|None""", re.I)
_NUMBER: Final = re.compile(r"[+-]?(\d[\d_,]*)?\.?\d+([eE][+-]?\d+)?|[+-]?\d+\.")
_STRING_OR_TOKEN: Final = re.compile(
    r"""(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<name>\b[^\W\d]\w*)#\d+\b"""
)
_CONSTANTS: Final = ("True", "False", "None")
_MAX_GIVEN: Final = 2000


class Answer(msgspec.Struct, frozen=True):
    """A fact of a recording: the value, and the text in which a learner reads it."""

    value: AnswerValue
    text: str

    @property
    def is_string(self) -> bool:
        """Whether it is a Python string, as opposed to words about the run."""
        return isinstance(self.value, str) and self.text not in (self.value, NOTHING)


def shown_answer(shown: str) -> Answer:
    """Return the answer that a recorded value's text is, tokens replaced by their classes."""
    text = _STRING_OR_TOKEN.sub(lambda match: match["string"] or match["name"], shown)
    literal = _literal(text)
    if literal is not _NO_LITERAL and isinstance(literal, str | int | float | bool | None):
        return Answer(literal, text)
    return Answer(text, text)


def words_answer(words: str) -> Answer:
    """Return an answer in words: a state, a class, what was printed."""
    return Answer(words, words if words else NOTHING)


def value_answer(value: int | float | bool | str | None) -> Answer:
    """Return the answer that a number, a truth value, a string of a cell or None is."""
    return Answer(value, repr(value))


def order_answer(labels: tuple[str, ...]) -> Answer:
    """Return the answer that an order is."""
    return Answer(labels, " → ".join(labels))


def says(given: Plain, answer: Answer) -> bool:
    """Return whether `given`, typed by a learner or written in a course, means the answer.

    Quotes may be left out where what is in them can't be taken for something else; white space
    and the case of True, False and None don't count; numbers are compared as numbers.
    """
    value = answer.value
    if isinstance(given, str) and len(given) > _MAX_GIVEN:
        return False
    if isinstance(value, tuple):
        return False
    if answer.is_string and isinstance(value, str):
        return isinstance(given, str) and _says_string(given, value)
    if isinstance(value, str):
        return _says_words(given if isinstance(given, str) else str(given), value)
    if isinstance(given, str):
        given_value = _constant(given.strip())
        if given_value is _NO_LITERAL:
            return False
    else:
        given_value = given
    if isinstance(value, bool) or value is None or isinstance(given_value, bool):
        return given_value is value
    return given_value == value


class _NoLiteral:
    """What stands for a text that is no literal, because None is one."""


_NO_LITERAL: Final = _NoLiteral()


def _says_string(given: str, value: str) -> bool:
    given = given.strip()
    if _quoted(given):
        return _literal(given) == value
    if _LITERAL.fullmatch(value.strip()) or _quoted(value.strip()):
        # Without quotes, 1 is the number and None is nothing.
        return False
    return given == value.strip()


def _says_words(given: str, words: str) -> bool:
    given, words = given.strip(), words.strip()
    if not words:
        return given.casefold() in ("", NOTHING, "none")
    if _quoted(given) and not _quoted(words):
        given = given[1:-1]
    one, other = given.split(), words.split()
    if len(one) == len(other) and all(map(_same_word, one, other)):
        return True
    literal = _literal(words)
    return isinstance(literal, list | tuple | dict | set) and repr(_literal(given)) == repr(literal)


def _same_word(given: str, word: str) -> bool:
    if word in _CONSTANTS:
        return given.casefold() == word.casefold()
    return given == word


def _constant(given: str) -> object:
    for name in _CONSTANTS:
        if given.casefold() == name.casefold():
            return {"True": True, "False": False, "None": None}[name]
    if _NUMBER.fullmatch(given):
        plain = given.replace(",", "").replace("_", "")
        try:
            return int(plain)
        except ValueError:
            return float(plain)
    return _NO_LITERAL


def _quoted(text: str) -> bool:
    return len(text) >= 2 and text[0] in "'\"" and isinstance(_literal(text), str)


def _literal(text: str) -> object:
    """Return the value of a Python literal, or `_NO_LITERAL`. Nothing is run."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return _NO_LITERAL

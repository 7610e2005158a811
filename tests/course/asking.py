"""Queries and questions written as a course writes them, in TOML."""

from __future__ import annotations

import tomllib

import msgspec

from ormlab_tui.course.query import Query
from ormlab_tui.course.question import Question


def query(toml: str) -> Query:
    """Return the query of an inline table's content, such as ``of = "outcome"``."""
    return msgspec.convert(tomllib.loads(f"query = {{ {toml} }}")["query"], Query)


def question(toml: str) -> Question:
    """Return the question with these fields; what a test does not care for is filled in."""
    fields = {"id": "a-question", "ask": "What?", **tomllib.loads(toml)}
    return msgspec.convert(fields, Question)

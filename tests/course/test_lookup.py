"""A statement is one execution with the calls that it makes, also where tasks take turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.course.answer_query import answer_of
from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record
from tests.course.asking import query


@pytest.fixture(scope="module")
def tasks() -> Recording:
    """The recording of samples/tasks.py."""
    return record(Run(Path(__file__).parent / "samples" / "tasks.py"))


@pytest.mark.parametrize(
    ("toml", "value"),
    [
        # What a task awaits is its own; the other task's steps in between are not.
        ('of = "output", at = "value = await inner(", time = 1', "inner a"),
        ('of = "output", at = "value = await inner(", time = 2', "inner b"),
        ('of = "variable", name = "value", at = "value = await inner(", time = 1', "aa"),
        ('of = "count", event = "output", at = "both = await"', 0),
        ('of = "variable", name = "both", at = "both = await"', "['aa', 'bb']"),
        ('of = "count", event = "output", from = "both = await", to = "both = await"', 4),
        # asyncio.run() runs all tasks.
        ('of = "count", event = "output", at = "result = asyncio.run("', 5),
        ('of = "variable", name = "result", at = "result = asyncio.run("', "['aa', 'bb']"),
        # Each call of a function is an execution of its own, with the calls inside it.
        ('of = "variable", name = "n", at = "return n * factorial(", time = 1', 3),
        ('of = "variable", name = "n", at = "return n * factorial(", time = 2', 2),
        ('of = "variable", name = "six", at = "six = factorial(3)"', 6),
        ('of = "variable", name = "total", at = "total = sum("', 3),
    ],
)
def test_an_execution_ends_where_the_statement_is_done(
    tasks: Recording, toml: str, value: object
) -> None:
    assert answer_of(query(toml), tasks).value == value

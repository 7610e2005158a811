"""The line of a field in a TOML text."""

from __future__ import annotations

import pytest

from ormlab_tui.course.toml_lines import line_of

TEXT = '''\
title = "x"  # 1
long = """
title = "not here"
[[tables]]
"""
order = [
    "a",
]

[limits]
max_seconds = 3

[[tables]]
id = 1

[[tables.inner]]
id = 2

[[tables.inner]]
id = 3

[[tables]]
id = 4
deep = { a = 1, b = { c = 2 } }

[[ tables . inner ]]
id = 5
'''


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", 1),
        ("order", 6),
        ("order[1]", 6),
        ("limits", 10),
        ("limits.max_seconds", 11),
        ("limits.unknown", 10),
        ("tables[0].id", 14),
        ("tables[0].inner[0].id", 17),
        ("tables[0].inner[1].id", 20),
        ("tables[1].id", 23),
        ("tables[1].deep.b.c", 24),
        ("tables[1].inner[0].id", 27),
        ("tables[1].inner[0].unknown", 26),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_field_stands_where_its_innermost_written_part_does(field: str, line: int | None) -> None:
    assert line_of(TEXT, field) == line

"""The statement table: lines, names and kinds of statements, and which code objects have them."""

from __future__ import annotations

import textwrap

import pytest

from ormlab_tui.engine.entries import table_of
from ormlab_tui.engine.statements import ScriptCode, ScriptFile, Statement


def table(source: str) -> tuple[ScriptFile, list[ScriptCode]]:
    text = textwrap.dedent(source).lstrip("\n")
    return table_of(compile(text, "script.py", "exec"), text, "script.py", "/folder/script.py")


def statements(source: str) -> list[Statement]:
    return list(table(source)[0].statements)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = (\n  1,\n  2,\n)\n", (1, 4)),
        ("if (\n  x\n):\n  y\n", (1, 3)),
        ("def f(\n  a,  # not: here\n  b={1: 2},\n) -> dict[str, int]:\n  pass\n", (1, 4)),
        ("@first\n@second(\n  1\n)\ndef f(): pass\n", (1, 5)),
        ("@first\nclass C(\n  Base,\n): pass\n", (1, 4)),
        ("with (\n  a as b,\n  c,\n):\n  pass\n", (1, 4)),
        ("for x in [\n  1\n]: pass\n", (1, 3)),
        ("while x[1:2]: pass\n", (1, 1)),
        ("try:\n  x\nfinally:\n  y\n", (1, 1)),
        ("match (\n  x\n):\n  case 1: pass\n", (1, 3)),
        ("if x \\\n  :\n  y\n", (1, 2)),
        ("if 'ä:' in {'ö': 1}: y\n", (1, 1)),
    ],
)
def test_a_statement_ends_with_its_last_line_or_its_headers_colon(
    source: str, lines: tuple[int, int]
) -> None:
    first = min(statements(source))
    assert (first.first_line, first.last_line) == lines


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a.b = c[d](lambda e: f)\n", ("a", "c", "d", "f")),
        ("import os.path, sys as system\n", ("os", "system")),
        ("from os import path as p, sep\n", ("p", "sep")),
        ("from os import *\n", ()),
        ("def f(a: b = c, *d: e) -> g:\n  h\n", ("b", "c", "e", "f", "g")),
        ("class C(B, metaclass=M):\n  x = y\n", ("B", "C", "M")),
        ("for a, (b, *c) in d:\n  e\n", ("a", "b", "c", "d")),
        ("with a as b, c:\n  d\n", ("a", "b", "c")),
        (
            "match a:\n  case [b, *c] if d: e\n  case {'k': f, **g}: h\n  case K(x=i): j\n",
            ("K", "a", "b", "c", "d", "f", "g", "i"),
        ),
        ("del a, b[c]\n", ("a", "b", "c")),
        ("x = [y for z in w if (q := z)]\n", ("q", "w", "x", "y", "z")),
        ("global g, h\n", ("g", "h")),
    ],
)
def test_names_are_what_the_header_mentions_or_binds(source: str, names: tuple[str, ...]) -> None:
    assert min(statements(source)).names == names


def test_an_except_clause_binds_its_name_and_handles() -> None:
    (clause,) = [
        one
        for one in statements("try:\n  x\nexcept (A, B) as e:\n  y\n")
        if one.kind == "excepthandler"
    ]
    assert clause == Statement(3, 3, "excepthandler", ("A", "B", "e"), True)


def test_statements_of_a_finally_body_handle_but_not_those_of_functions_in_it() -> None:
    found = statements(
        """
        try:
            a
        except E:
            b
        finally:
            if c:
                d
            def f():
                e
        """
    )
    assert {one.first_line for one in found if one.handles} == {3, 6, 7, 8}


def test_a_with_has_exits_that_handle() -> None:
    _, (code,) = table("with a, b:\n  c\n")
    exits = [one for one in code.entries.values() if one.kind == "with" and one.handles]
    # Two managers, each left normally in one place and by an exception in another.
    assert len(exits) >= 4
    assert {(one.first_line, one.last_line) for one in exits} == {(1, 1)}


def test_functions_and_class_bodies_are_frames_but_not_lambdas_and_comprehensions() -> None:
    _, codes = table(
        """
        def f():
            return [lambda: 1 for _ in (y for y in x)]
        class C:
            async def g(self):
                yield
        z = lambda: 2
        """
    )
    assert [code.function for code in codes] == ["<module>", "f", "C", "g"]


def test_names_with_spans_are_found_in_a_file_of_another_encoding() -> None:
    source = "# -*- coding: latin-1 -*-\nx = 'ä'; y = 'ö'\n".encode("latin-1")
    file, (code,) = table_of(compile(source, "s.py", "exec"), source, "s.py", "/s.py")
    assert [one.names for one in code.entries.values()] == [("x",), ("y",)]
    assert file.source.endswith("x = 'ä'; y = 'ö'\n")


def test_a_source_that_is_not_python_is_refused() -> None:
    with pytest.raises(SyntaxError):
        table_of(compile("", "s.py", "exec"), "def :", "s.py", "/s.py")

"""Pairing the rows of a table's two sides."""

from __future__ import annotations

from ormlab_tui.lab.panes.row_differences import compare
from ormlab_tui.recording.values import Row, TableValue


def _table(
    inside: tuple[Row, ...] | None,
    outside: tuple[Row, ...] | None,
    columns: tuple[str, ...] = ("id", "name"),
) -> TableValue:
    totals = [None if rows is None else len(rows) for rows in (outside, inside)]
    return TableValue("t", columns, outside, inside, *totals)


def _told(inside: tuple[Row, ...] | None, outside: tuple[Row, ...] | None) -> list[str]:
    return [pair.difference for pair in compare(_table(inside, outside), None).pairs]


def test_rows_are_paired_by_their_key() -> None:
    assert _told(((1, "a"), (3, "c")), ((1, "b"), (2, "b"))) == ["changed", "outside", "inside"]


def test_a_column_named_id_is_the_key_wherever_it_stands() -> None:
    table = _table((("b", 1),), (("a", 1),), ("name", "id"))
    assert [pair.difference for pair in compare(table, None).pairs] == ["changed"]


def test_rows_that_share_their_first_column_are_paired_by_more() -> None:
    assert _told(((1, "a"), (1, "b")), ((1, "a"), (1, "c"))) == ["same", "outside", "inside"]


def test_equal_rows_are_counted() -> None:
    twice: tuple[Row, ...] = ((1, "a"), (1, "a"))
    assert _told(twice, ((1, "a"),)) == ["same", "inside"]


def test_an_unknown_side_makes_nothing_different() -> None:
    assert _told(((1, "a"),), None) == ["unknown"]
    assert _told(None, ((1, "a"),)) == ["unknown"]
    assert _told(None, None) == []


def test_what_a_step_changed_is_touched_on_either_side() -> None:
    before = _table(((1, "a"), (2, "b")), ((1, "a"),))
    now = _table(((1, "a"), (2, "b")), ((1, "a"), (2, "b")))
    assert [pair.touched for pair in compare(now, before).pairs] == [False, True]


def test_a_row_gone_from_both_sides_is_shown_once_more_in_its_place() -> None:
    before = _table(((1, "a"), (2, "b"), (3, "c")), ((1, "a"), (3, "c")))
    now = _table(((1, "a"), (3, "c")), ((1, "a"), (3, "c")))
    pairs = compare(now, before).pairs
    assert [(pair.difference, pair.inside) for pair in pairs] == [
        ("same", (1, "a")),
        ("gone", (2, "b")),
        ("same", (3, "c")),
    ]


def test_rows_shorter_than_the_table_is_wide_are_borne() -> None:
    assert _told(((1,), ()), ((1, "a", "more"),)) != []

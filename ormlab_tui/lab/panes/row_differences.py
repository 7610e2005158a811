"""A table's two sides compared row by row, and both with what they were before the step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ormlab_tui.recording.values import Row, Scalar, TableValue

#: Where a row is: the same on both sides, only in this transaction, only for everyone else, on
#: both with different cells, gone from both in this step; unknown where a side can't be seen.
Difference = Literal["same", "inside", "outside", "changed", "gone", "unknown"]
RowKey: TypeAlias = tuple[tuple[Scalar, ...], int]


@dataclass(frozen=True, slots=True)
class RowPair:
    """One row as the transaction sees it and as everyone else does; None where it is not there.

    `touched` says whether the step altered it on either side. A row that is gone is held as it
    was.
    """

    key: RowKey
    inside: Row | None
    outside: Row | None
    difference: Difference
    touched: bool

    def differing(self) -> set[int]:
        """Return the columns whose cells differ between the sides."""
        if self.difference != "changed" or self.inside is None or self.outside is None:
            return set()
        both = enumerate(zip(self.inside, self.outside, strict=False))
        return {place for place, (one, other) in both if one != other}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table's rows in order; those that are not shown lie before pair `gap`.

    `key` has the columns by which the rows of the two sides were paired.
    """

    pairs: list[RowPair]
    gap: int | None
    key: tuple[int, ...]

    def differs(self) -> int:
        """Return how many of the rows are not the same on both sides."""
        return sum(pair.difference in ("inside", "outside", "changed") for pair in self.pairs)


class _Side:
    """One side at one moment: its rows by their keys, and what it can say of a key."""

    def __init__(self, rows: tuple[Row, ...] | None, total: int | None) -> None:
        self.known = rows is not None
        self.rows = rows or ()
        self.cut = total is not None and total > len(self.rows)
        self.by_key: dict[RowKey, Row] = {}
        self.head: Sequence[RowKey] = ()
        self._bounds: tuple[int, int] | None = None

    def take_keys(self, columns: tuple[int, ...], ordered: bool) -> None:
        """Key the rows; `ordered` where one whole number in ascending order is the key."""
        seen: Counter[tuple[Scalar, ...]] = Counter()
        for row in self.rows:
            values = cells(row, columns)
            self.by_key[values, seen[values]] = row
            seen[values] += 1
        if not self.cut:
            return
        half = len(self.rows) // 2
        self.head = list(self.by_key)[:half]
        if ordered and half:
            column = columns[0]
            ends = self.rows[half - 1][column], self.rows[half][column]
            if isinstance(ends[0], int) and isinstance(ends[1], int):
                self._bounds = ends[0], ends[1]

    def would_show(self, key: RowKey) -> bool:
        """Return whether a row of this key would be among those shown, were it there."""
        if not self.cut:
            return self.known
        if self._bounds is None:
            return False
        value = key[0][0]
        return isinstance(value, int) and (value <= self._bounds[0] or value >= self._bounds[1])


def compare(table: TableValue, before: TableValue | None) -> Comparison:
    """Return the table's rows paired, with what differs from `before` marked as touched.

    `before` is the table as it was before the step, None where the step has not changed it.
    Rows are paired by the first columns that tell them apart, a column named ``id`` above all.
    """
    inside = _Side(table.in_transaction, table.in_transaction_total)
    outside = _Side(table.committed, table.committed_total)
    same_columns = before is not None and before.columns == table.columns
    was = before if same_columns else None
    old = (
        _Side(was.in_transaction, was.in_transaction_total) if was is not None else None,
        _Side(was.committed, was.committed_total) if was is not None else None,
    )
    sides = [side for side in (inside, outside, *old) if side is not None]
    columns, ordered = _key_columns(table.columns, [side.rows for side in sides])
    for side in sides:
        side.take_keys(columns, ordered)
    gone = _gone((inside, outside), old)
    keys = _merged(_merged(list(outside.by_key), list(inside.by_key)), gone)
    if ordered:
        keys.sort(key=_number)
    pairs = [_pair(key, inside, outside, old) for key in keys]
    head = {key for side in (inside, outside) for key in side.head}
    gap = max((place + 1 for place, key in enumerate(keys) if key in head), default=None)
    return Comparison(pairs, gap, columns)


def _pair(
    key: RowKey, inside: _Side, outside: _Side, old: tuple[_Side | None, _Side | None]
) -> RowPair:
    here, there = inside.by_key.get(key), outside.by_key.get(key)
    if here is None and there is None:
        held = [side.by_key.get(key) for side in old if side is not None]
        return RowPair(key, held[0], held[1], "gone", True)
    touched = any(
        side is not None
        and now.known
        and side.known
        and side.by_key.get(key) != now.by_key.get(key)
        and (key in side.by_key or side.would_show(key))
        and (key in now.by_key or now.would_show(key))
        for side, now in zip(old, (inside, outside), strict=True)
    )
    return RowPair(key, here, there, _difference(key, here, there, inside, outside), touched)


def _difference(
    key: RowKey, here: Row | None, there: Row | None, inside: _Side, outside: _Side
) -> Difference:
    if here is not None and there is not None:
        return "same" if here == there else "changed"
    if here is not None:
        return "inside" if outside.would_show(key) else "unknown"
    return "outside" if inside.would_show(key) else "unknown"


def _gone(now: tuple[_Side, _Side], old: tuple[_Side | None, _Side | None]) -> list[RowKey]:
    """Return the keys of rows that one side had before the step, and surely none has now."""
    keys = dict.fromkeys(key for side in old if side is not None for key in side.by_key)
    return [
        key
        for key in keys
        if not any(key in side.by_key or not side.would_show(key) for side in now)
    ]


def _key_columns(
    names: tuple[str, ...], sides: Iterable[tuple[Row, ...]]
) -> tuple[tuple[int, ...], bool]:
    """Return the columns that tell each side's rows apart; whether they count upwards."""
    rows_of = list(sides)
    candidates: list[tuple[int, ...]] = [(names.index("id"),)] if "id" in names else []
    candidates += [tuple(range(width + 1)) for width in range(len(names))]
    for columns in candidates:
        if all(_tell_apart(rows, columns) for rows in rows_of):
            return columns, len(columns) == 1 and all(
                _counts_up(rows, columns[0]) for rows in rows_of
            )
    return tuple(range(len(names))), False


def _tell_apart(rows: tuple[Row, ...], columns: tuple[int, ...]) -> bool:
    return len({cells(row, columns) for row in rows}) == len(rows)


def _counts_up(rows: tuple[Row, ...], column: int) -> bool:
    numbers = [row[column] for row in rows if column < len(row)]
    whole = [each for each in numbers if type(each) is int]
    return len(whole) == len(rows) and whole == sorted(whole)


def cells(row: Row, columns: tuple[int, ...]) -> tuple[Scalar, ...]:
    """Return the row's values in these columns."""
    # A recording from elsewhere can have rows that are shorter than their table is wide.
    return tuple(row[column] for column in columns if column < len(row))


def _number(key: RowKey) -> int:
    value = key[0][0]
    return value if isinstance(value, int) else 0


def _merged(ours: list[RowKey], theirs: list[RowKey]) -> list[RowKey]:
    """Return all keys of both, ours in our order, each other one after the one it followed."""
    mine = set(ours)
    places = {key: place for place, key in enumerate(theirs)}
    result: list[RowKey] = []
    at = 0
    for key in ours:
        place = places.get(key, -1)
        if place >= at:
            result.extend(each for each in theirs[at:place] if each not in mine)
            at = place + 1
        result.append(key)
    result.extend(each for each in theirs[at:] if each not in mine)
    return result

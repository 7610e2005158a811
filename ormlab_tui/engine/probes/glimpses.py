"""Whether a list, dictionary or set still shows what it showed, without describing it again."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import islice
from typing import Any

from ormlab_tui.engine.describe import MAX_ITEMS

#: By id, because a metaclass of the script's own may say how its classes are compared.
UNCHANGING = frozenset(map(id, (int, str, float, bool, bytes, type(None))))
_is = operator.is_


class Glimpse:
    """What of a container is shown: its length and its first items.

    Items of types that can't change are kept themselves, which nobody can tell; of mapped
    instances there are the weak references that know their tokens.
    """

    __slots__ = ("_count", "_items", "_watches")

    def __init__(
        self, count: int, items: list[Any], watches: list[tuple[int, Callable[[], Any]]]
    ) -> None:
        """`watches` are the references with the places of their instances among the items."""
        self._count = count
        self._items = items
        self._watches = watches

    def shows(self, value: Any) -> bool:
        """Return whether the container's text is still the same."""
        if len(value) != self._count:
            return False
        items = self._items
        if self._watches:
            items = items[:]
            for place, watch in self._watches:
                items[place] = watch()
        return all(map(_is, _shown(value), items))


def glimpse_of(value: Any, watch_of: Callable[[Any], Callable[[], Any] | None]) -> Glimpse | None:
    """Return a glimpse of a list, dictionary or set; None if its items may change unseen.

    `watch_of` gives the weak reference to a mapped instance, and None for anything else.
    """
    items: list[Any] = []
    watches: list[tuple[int, Callable[[], Any]]] = []
    for place, item in enumerate(_shown(value)):
        if id(type(item)) in UNCHANGING:
            items.append(item)
            continue
        watch = watch_of(item)
        if watch is None:
            return None
        watches.append((place, watch))
        items.append(None)
    return Glimpse(len(value), items, watches)


def _shown(value: Any) -> list[Any]:
    if type(value) is list:
        return value[:MAX_ITEMS]
    if type(value) is dict:
        return [part for pair in islice(value.items(), MAX_ITEMS) for part in pair]
    return list(islice(value, MAX_ITEMS))

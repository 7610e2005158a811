"""Whether a list, dictionary or set still shows what it showed, without describing it again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from ormlab_tui.engine.describe import MAX_ITEMS

#: By id, because a metaclass of the script's own may say how its classes are compared.
UNCHANGING = frozenset(map(id, (int, str, float, bool, bytes, type(None))))


class Glimpse:
    """What of a container is shown: its length and its first items.

    Items of types that can't change are kept themselves, which nobody can tell; of mapped
    instances there are the weak references that know their tokens.
    """

    __slots__ = ("_count", "_items")

    def __init__(self, count: int, items: list[Any]) -> None:
        self._count = count
        self._items = items

    def shows(self, value: Any) -> bool:
        """Return whether the container's text is still the same."""
        if len(value) != self._count:
            return False
        for now, then in zip(_shown(value), self._items, strict=True):
            if now is not then and (type(then) is not _Watched or then.reference() is not now):
                return False
        return True


class _Watched:
    __slots__ = ("reference",)

    def __init__(self, reference: Callable[[], Any]) -> None:
        self.reference = reference


def glimpse_of(value: Any, watch_of: Callable[[Any], Callable[[], Any] | None]) -> Glimpse | None:
    """Return a glimpse of a list, dictionary or set; None if its items may change unseen.

    `watch_of` gives the weak reference to a mapped instance, and None for anything else.
    """
    items: list[Any] = []
    for item in _shown(value):
        if id(type(item)) in UNCHANGING:
            items.append(item)
            continue
        watch = watch_of(item)
        if watch is None:
            return None
        items.append(_Watched(watch))
    return Glimpse(len(value), items)


def _shown(value: Any) -> list[Any]:
    if type(value) is list:
        return value[:MAX_ITEMS]
    if type(value) is dict:
        return [part for pair in islice(value.items(), MAX_ITEMS) for part in pair]
    return list(islice(value, MAX_ITEMS))

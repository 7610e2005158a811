"""What each session holds, in order, kept up by what differs and never sorted anew."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from typing import Literal, TypeAlias

from ormlab_tui.lab.panes.tokens import token_number
from ormlab_tui.recording.changes import Key
from ormlab_tui.recording.document import is_dirty
from ormlab_tui.recording.values import ObjectValue, Scalar, SessionValue
from ormlab_tui.recording.world import MovingWorld

Part = Literal["new", "clean", "dirty", "deleted"]
Order: TypeAlias = tuple[int, str, tuple[tuple[int, int | float | str], ...], int]
Place: TypeAlias = tuple[Order, str]


def part_of(value: ObjectValue) -> Part | None:
    """Return which of a session's collections has the object; None: its session has it not."""
    if value.session is None:
        return None
    if value.state == "pending":
        return "new"
    if not value.in_identity_map:
        return None
    if value.marked_deleted:
        return "deleted"
    return "dirty" if is_dirty(value) else "clean"


def _order(value: ObjectValue) -> Order:
    identity: tuple[Scalar, ...] = value.identity_key[1] if value.identity_key is not None else ()
    return (
        1 if value.state == "pending" else 0,
        value.class_name,
        tuple(_sortable(each) for each in identity),
        token_number(value.object),
    )


def _sortable(value: Scalar) -> tuple[int, int | float | str]:
    return (0, value) if isinstance(value, (int, float)) else (1, str(value))


class SessionRows:
    """One session: the objects it holds, identity map first, then the new ones."""

    def __init__(self) -> None:
        self.session: SessionValue | None = None
        self.places: list[Place] = []
        self.parts: Counter[Part] = Counter()

    def put(self, place: Place, part: Part) -> None:
        """Take an object in."""
        insort(self.places, place)
        self.parts[part] += 1

    def drop(self, place: Place, part: Part) -> None:
        """Let an object go."""
        at = bisect_left(self.places, place)
        if at < len(self.places) and self.places[at] == place:
            del self.places[at]
            self.parts[part] -= 1


class AllSessions:
    """The sessions of the moment, by their numbers."""

    def __init__(self) -> None:
        self._by_number: dict[int, SessionRows] = {}
        self._placed: dict[str, tuple[int, Place, Part]] = {}

    def take(self, keys: Iterable[Key], world: MovingWorld) -> None:
        """Take in what the entities of `keys` are now."""
        for key in keys:
            if key[0] == "session":
                value = world.get(key)
                session = value if isinstance(value, SessionValue) else None
                self._rows(int(key[1])).session = session
            elif key[0] == "object":
                value = world.get(key)
                self._take_object(key[1], value if isinstance(value, ObjectValue) else None)

    def _rows(self, number: int) -> SessionRows:
        return self._by_number.setdefault(number, SessionRows())

    def _take_object(self, token: str, value: ObjectValue | None) -> None:
        placed = self._placed.pop(token, None)
        if placed is not None:
            number, place, part = placed
            self._rows(number).drop(place, part)
        now = part_of(value) if value is not None else None
        if value is not None and value.session is not None and now is not None:
            place = (_order(value), token)
            self._placed[token] = (value.session, place, now)
            self._rows(value.session).put(place, now)

    def place_of(self, token: str) -> tuple[int, int] | None:
        """Return an object's session and its place there; None where no session has it."""
        placed = self._placed.get(token)
        if placed is None:
            return None
        number, place, _ = placed
        return number, bisect_left(self._by_number[number].places, place)

    def there(self) -> list[tuple[int, SessionRows]]:
        """Return the sessions that there are, in the order in which they were opened."""
        return [
            (number, rows)
            for number, rows in sorted(self._by_number.items())
            if rows.session is not None
        ]

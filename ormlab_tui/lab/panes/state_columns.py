"""The objects of the moment by state, each column in order, kept up by what differs."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.tokens import token_number
from ormlab_tui.lab.signs import STATE_SIGNS, Sign
from ormlab_tui.lab.widgets.line_list import Lines
from ormlab_tui.recording import MovingWorld
from ormlab_tui.recording.changes import Key
from ormlab_tui.recording.values import OBJECT_STATES, ObjectStateName, ObjectValue

#: The width of a column from which an arrival's former state is written out.
_ROOMY = 26


class StateLines(Lines):
    """One state's objects by class and number, one a line, arrivals marked."""

    def __init__(self, state: ObjectStateName) -> None:
        self.state = state
        self.moment: Moment | None = None
        self.roomy = False
        self._order: list[tuple[str, int, str]] = []

    def put(self, value: ObjectValue) -> None:
        """Take an object in."""
        insort(self._order, _place(value.object))
        self.count += 1

    def drop(self, token: str) -> None:
        """Let an object go."""
        del self._order[self.at(token)]
        self.count -= 1

    def at(self, token: str) -> int:
        """Return the line of an object that is here."""
        return bisect_left(self._order, _place(token))

    def token(self, index: int) -> str:
        """Return the token of the object on a line."""
        return self._order[index][2]

    def line(self, index: int) -> Content:
        """Return an object's token behind what the step did to it."""
        return self.row(index, self.roomy)

    def row(self, index: int, roomy: bool) -> Content:
        """Return the line; `roomy` where there is room for the state that an arrival left."""
        token = self.token(index)
        own = STATE_SIGNS[self.state]
        name = (inert(token), own.style)
        if self.moment is None:
            return Content.assemble("  ", name)
        mark, former = arrival(self.moment, token)
        if former is None:
            return Content.assemble((f"{mark.sign} ", mark.style), name)
        from_sign = STATE_SIGNS[former]
        words = f"  from {former}" if roomy else ""
        return Content.assemble(
            (from_sign.sign, from_sign.style),
            (mark.sign, mark.style),
            name,
            (words, signs.QUIET),
        )

    def fit(self, width: int) -> bool:
        """Say how wide the column is; return whether that alters its lines."""
        roomy = width >= _ROOMY
        differs, self.roomy = roomy != self.roomy, roomy
        return differs


class StateColumns:
    """The five columns, and where each object stands."""

    def __init__(self) -> None:
        self.columns = {state: StateLines(state) for state in OBJECT_STATES}
        self.state_of: dict[str, ObjectStateName] = {}

    def take(self, keys: Iterable[Key], world: MovingWorld) -> set[ObjectStateName]:
        """Take in what the objects of `keys` are now; return the states whose columns differ."""
        touched: set[ObjectStateName] = set()
        for key in keys:
            if key[0] != "object":
                continue
            token, value = key[1], world.get(key)
            now = value.state if isinstance(value, ObjectValue) else None
            was = self.state_of.get(token)
            touched |= {state for state in (was, now) if state is not None}
            if was is now:
                continue
            if was is not None:
                self.columns[was].drop(token)
                del self.state_of[token]
            if isinstance(value, ObjectValue):
                self.columns[value.state].put(value)
                self.state_of[token] = value.state
        return touched


class StackedLines(Lines):
    """The five columns one below the other, for where they have no room side by side."""

    def __init__(self, columns: StateColumns) -> None:
        self._columns = columns.columns
        self.renew()

    def renew(self) -> None:
        """Count the lines again: objects have moved."""
        self.count = len(self._columns) + sum(lines.count for lines in self._columns.values())

    def _at(self, index: int) -> tuple[StateLines, int]:
        for lines in self._columns.values():
            if index <= lines.count:
                return lines, index - 1
            index -= 1 + lines.count
        raise IndexError(index)

    def token(self, index: int) -> str | None:
        """Return the token of the object on a line; None for a state's heading."""
        lines, place = self._at(index)
        return lines.token(place) if place >= 0 else None

    def line_of(self, state: ObjectStateName, token: str) -> int:
        """Return the line of an object that is in this state."""
        start = 1
        for lines in self._columns.values():
            if lines.state == state:
                break
            start += 1 + lines.count
        return start + self._columns[state].at(token)

    def line(self, index: int) -> Content:
        """Return a state's heading or one of its objects."""
        lines, place = self._at(index)
        if place < 0:
            return state_heading(lines.state, lines.count)
        return "  " + lines.row(place, True)


def state_heading(state: ObjectStateName, count: int, room: int | None = None) -> Content:
    """Return a state's sign and name, and always in full how many objects are in it."""
    sign = STATE_SIGNS[state]
    number = f" {count:,}"
    name = Content(f"{sign.sign} {state}")
    if room is not None:
        name = name.truncate(max(0, room - len(number)), ellipsis=True)
    return (name + number).stylize(f"bold {sign.style}" if count else "$foreground 45%")


def arrival(moment: Moment, token: str) -> tuple[Sign, ObjectStateName | None]:
    """Return the sign of what the step did to an object, and the state it moved from."""
    key = ("object", token)
    if key not in moment.changed:
        return signs.NOT_THIS_STEP, None
    old, now = moment.recording.value(key, moment.step - 1), moment.world.get(key)
    if not isinstance(old, ObjectValue):
        return signs.NEW, None
    if isinstance(now, ObjectValue) and old.state != now.state:
        return signs.MOVED, old.state
    return signs.CHANGED, None


def _place(token: str) -> tuple[str, int, str]:
    return token.rpartition("#")[0], token_number(token), token

"""The lines of the Identity map pane: a heading for each session, then what it holds."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.session_rows import AllSessions, Part, SessionRows, part_of
from ormlab_tui.lab.panes.tokens import object_token
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import Lines
from ormlab_tui.lab.words import TRANSACTION_WORDS, scalar_words
from ormlab_tui.recording.changes import Key
from ormlab_tui.recording.values import ObjectValue, SessionValue

_KEY_WIDTH: Final = 20
#: Below this width a session's heading takes two lines, and keys are not set in a column.
_NARROW: Final = 60
#: So many of a step's changes are looked for in the list, to scroll to the first of them.
_LOOKED_FOR: Final = 200

PART_WORDS: Final[dict[Part, tuple[str, str]]] = {
    "clean": ("", ""),
    "new": ("new", "$text-warning"),
    "dirty": ("dirty", "$text-warning"),
    "deleted": ("deleted at the next flush", "$text-error"),
}


class SessionLines(Lines):
    """Each session's heading and below it a line for each object, or one that says: none."""

    def __init__(self, sessions: AllSessions, moment: Moment) -> None:
        self._moment = moment
        self._all = sessions
        self._sessions = sessions.there()
        self._heading_lines = 1
        #: By session: its first line, and the number of its first line.
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._lay_out()

    def _lay_out(self) -> None:
        self._starts, self._numbers = [], []
        self.count = number = 0
        for _, rows in self._sessions:
            self._starts.append(self.count)
            self._numbers.append(number)
            below = len(rows.places) or (0 if _is_closed(rows) else 1)
            self.count += below + (1 if _is_closed(rows) else self._heading_lines)
            number += below + 1

    def fit(self, width: int) -> bool:
        """Give headings two lines where the view is narrow."""
        lines = 2 if width < _NARROW else 1
        if lines == self._heading_lines:
            return False
        self._heading_lines = lines
        self._lay_out()
        return True

    def entry(self, index: int) -> tuple[int, int]:
        """Return the line, or the lines of the heading that it belongs to."""
        session, place = self._at(index)
        if place >= 0:
            return index, index + 1
        start = self._starts[session]
        return start, start + self._heading_of(session)

    def number(self, index: int) -> int:
        """Return the line's number, headings counted as one."""
        session, place = self._at(index)
        return self._numbers[session] + 1 + max(-1, place)

    def first_line(self, number: int) -> int:
        """Return the first line of what has the number."""
        session = bisect_right(self._numbers, number) - 1
        within = number - self._numbers[session]
        return self._starts[session] + (within - 1 + self._heading_of(session) if within else 0)

    def key(self, index: int) -> Key:
        """Return the key of the session or object that a line shows."""
        session, place = self._at(index)
        number, rows = self._sessions[session]
        if 0 <= place < len(rows.places):
            return ("object", rows.places[place][1])
        return ("session", str(number))

    def line_of(self, key: Key) -> int | None:
        """Return the line of a session or of an object that a session holds."""
        numbers = [number for number, _ in self._sessions]
        if key[0] == "session":
            number = int(key[1])
            return self._starts[numbers.index(number)] if number in numbers else None
        held = self._all.place_of(key[1])
        if held is None or held[0] not in numbers:
            return None
        session = numbers.index(held[0])
        return self._starts[session] + self._heading_of(session) + held[1]

    def first_marked(self) -> int | None:
        """Return the first line that shows what the step changed, an object's if there is one."""
        keys = list(islice(self._moment.changed, _LOOKED_FOR))
        for kind in ("object", "session"):
            lines = (
                self.line_of(key)
                for key in keys
                if key[0] == kind and self._mark(key).sign != signs.NOT_THIS_STEP.sign
            )
            found = min((line for line in lines if line is not None), default=None)
            if found is not None:
                return found
        return None

    def line(self, index: int) -> Content:
        """Return a session's heading or one of its objects."""
        session, place = self._at(index)
        number, rows = self._sessions[session]
        if place < 0 and rows.session is not None:
            second = index > self._starts[session]
            return (
                _counts(rows, rows.session) if second else self._heading(number, rows, rows.session)
            )
        key = self.key(index)
        value = self._moment.world.get(key)
        if not isinstance(value, ObjectValue):
            return Content.styled("     holds no object now", f"italic {signs.QUIET}")
        return self._object(key, value)

    def _at(self, index: int) -> tuple[int, int]:
        """Return the session of a line and which of its objects it shows, negative for none."""
        session = bisect_right(self._starts, index) - 1
        return session, index - self._starts[session] - self._heading_of(session)

    def _heading_of(self, session: int) -> int:
        return 1 if _is_closed(self._sessions[session][1]) else self._heading_lines

    def _heading(self, number: int, rows: SessionRows, session: SessionValue) -> Content:
        mark = self._mark(("session", str(number)))
        if session.closed:
            holds = f"{len(rows.places):,} in it" if rows.places else "holds nothing"
            return Content.assemble(
                (f"{mark.sign} ", mark.style),
                (f"Session#{number}  closed, {holds}", signs.QUIET),
            )
        sign = signs.TRANSACTION_SIGNS[session.transaction]
        words = TRANSACTION_WORDS[session.transaction]
        if self._heading_lines == 1:
            words += _connection(session, " on")
        return Content.assemble(
            (f"{mark.sign} ", mark.style),
            (f"Session#{number}", "bold $foreground"),
            "  ",
            (f"{sign.sign} {words}", sign.style),
            Content() if self._heading_lines > 1 else _counts(rows, None),
        )

    def _object(self, key: Key, value: ObjectValue) -> Content:
        mark = self._mark(key)
        part = part_of(value) or "clean"
        word, style = PART_WORDS[part]
        name = Content(inert(identity_words(value)))
        if self._heading_lines == 1:
            name = name.truncate(_KEY_WIDTH, ellipsis=True, pad=True)
        return Content.assemble(
            (f"{mark.sign}    " if self._heading_lines == 1 else f"{mark.sign}  ", mark.style),
            name.stylize(signs.QUIET if part == "new" else "$foreground"),
            (" → ", signs.QUIET),
            object_token(value),
            (f"  {word}" if word else "", style),
        )

    def _mark(self, key: Key) -> Sign:
        moment = self._moment
        if key not in moment.changed:
            return signs.NOT_THIS_STEP
        old = moment.recording.value(key, moment.step - 1)
        now = moment.world.get(key)
        if old is None:
            return signs.NEW
        if not isinstance(old, ObjectValue) or not isinstance(now, ObjectValue):
            return signs.CHANGED
        before, part = part_of(old), part_of(now)
        if before is None or old.session != now.session:
            return signs.NEW
        same = before == part and old.identity_key == now.identity_key
        return signs.NOT_THIS_STEP if same else signs.CHANGED


def _is_closed(rows: SessionRows) -> bool:
    return rows.session is not None and rows.session.closed


def _connection(session: SessionValue, before: str) -> str:
    if session.connection is None or session.transaction != "active":
        return ""
    return f"{before} connection {session.connection}"


def _counts(rows: SessionRows, session: SessionValue | None) -> Content:
    parts = rows.parts
    held = parts["clean"] + parts["dirty"] + parts["deleted"]
    several: tuple[Part, ...] = ("new", "dirty", "deleted")
    rest = "".join(f", {parts[part]:,} {part}" for part in several if parts[part])
    connection = _connection(session, ",") if session is not None else ""
    return Content.styled(f"  {held:,} in the map{rest}{connection}", signs.QUIET)


def identity_words(value: ObjectValue) -> str:
    """Return an identity key as words, such as ``Product (1)``."""
    if value.identity_key is None:
        return "no key yet"
    class_name, identity, token = value.identity_key
    words = f"{class_name} ({', '.join(scalar_words(each) for each in identity)})"
    return f"{words} {token}" if token is not None else words

"""One object in full: where it belongs, which variables name it, and its attributes."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.session_lines import identity_words
from ormlab_tui.lab.panes.state_columns import arrival
from ormlab_tui.lab.panes.tokens import object_token, with_tokens
from ormlab_tui.lab.panes.wrapped_lines import Fact, WrappedLines
from ormlab_tui.lab.signs import ATTRIBUTE_SIGNS, STATE_SIGNS
from ormlab_tui.recording import Recording
from ormlab_tui.recording.document import names_of
from ormlab_tui.recording.values import Attribute, AttributeStatus, ObjectValue

_WIDEST_NAME: Final = 20
#: Below this width a status and its value are one text.
_NARROW: Final = 50
_NO_VALUE: Final[dict[AttributeStatus, str]] = {
    "expired": "reading it sends SQL",
    "unloaded": "reading it sends SQL",
    "unset": "reads as None",
    "loaded": "",
    "modified": "no value: it was taken away",
}
_DETACHED: Final = "reading raises DetachedInstanceError"


class ObjectLines(WrappedLines):
    """The selected object: a heading, the variables that name it, and its attributes."""

    def __init__(self, value: ObjectValue, moment: Moment) -> None:
        self.value = value
        self._names = list(value.attributes)
        before = _before(value, moment)
        self._touched = [name for name in self._names if before.get(name) != value.attributes[name]]
        self._moment = moment
        self._narrow = False
        super().__init__(_facts(value, moment, self._touched, self._narrow))

    def fit(self, width: int) -> bool:
        """Wrap to the width; where it is small, statuses are not set in a column."""
        narrow = width < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.facts = _facts(self.value, self._moment, self._touched, narrow)
        return super().fit(width)

    def attribute(self, index: int) -> str | None:
        """Return the attribute that a line shows; None for the heading."""
        place = self.number(index) - (len(self.facts) - len(self._names))
        return self._names[place] if place >= 0 else None

    def line_of(self, name: str | None) -> int | None:
        """Return the first line of an attribute."""
        if name is None or name not in self._names:
            return None
        return self.first_line(len(self.facts) - len(self._names) + self._names.index(name))

    def touched(self) -> tuple[int, int] | None:
        """Return the first and one past the last line of what the step did to attributes."""
        lines = [line for line in map(self.line_of, self._touched) if line is not None]
        return (lines[0], self.entry(lines[-1])[1]) if lines else None


def _before(value: ObjectValue, moment: Moment) -> dict[str, Attribute]:
    key = ("object", value.object)
    old = moment.recording.value(key, moment.step - 1) if key in moment.changed else value
    return old.attributes if isinstance(old, ObjectValue) else {}


def _facts(value: ObjectValue, moment: Moment, touched: list[str], narrow: bool) -> list[Fact]:
    names = [inert(name, 80) for name in value.attributes]
    widest = max((Content(name).cell_length for name in names), default=0)
    width = min(widest, _WIDEST_NAME)
    longest = max((len(each.status) for each in value.attributes.values()), default=0)
    facts = _heading(value, moment)
    for (name, attribute), shown in zip(value.attributes.items(), names, strict=True):
        mark = signs.THIS_STEP if name in touched else signs.NOT_THIS_STEP
        sign = ATTRIBUTE_SIGNS[attribute.status]
        label = Content.assemble(
            (mark.sign, mark.style),
            (f"{sign.sign} ", sign.style),
            Content(shown).truncate(width, ellipsis=True, pad=True).stylize(signs.NAME),
            "  ",
        )
        words = _value(value, attribute, moment)
        if narrow:
            words = Content.assemble((attribute.status, sign.style), "  ", words)
        else:
            label += Content.styled(f"{attribute.status:<{longest}}  ", sign.style)
        facts.append(Fact(words, label))
    return facts


def _heading(value: ObjectValue, moment: Moment) -> list[Fact]:
    words = f"  {value.state}"
    if value.session is not None:
        words += f", Session#{value.session}"
    if value.marked_deleted:
        words += ", marked deleted"
    token = object_token(value).stylize("bold")
    facts = [Fact(token + Content.styled(words, STATE_SIGNS[value.state].style))]
    mark, former = arrival(moment, value.object)
    if former is not None:
        facts.append(Fact(Content.styled(f"{mark.sign} was {former} before this step", mark.style)))
    elif mark is signs.NEW:
        facts.append(Fact(Content.styled(f"{mark.sign} new in this step", mark.style)))
    names = names_of(value.object, moment.world.frames())
    named = Content.styled(f"  named {inert(', '.join(names))}", signs.NAME)
    if not names:
        named = Content.styled("  no variable names it", f"italic {signs.QUIET}")
    if value.identity_key is not None:
        named += Content.styled(f"  key {inert(identity_words(value))}", signs.QUIET)
    return [*facts, Fact(named)]


def _value(value: ObjectValue, attribute: Attribute, moment: Moment) -> Content:
    status = attribute.status
    if attribute.value is None:
        words = _NO_VALUE[status]
        if value.state == "detached" and status in ("expired", "unloaded"):
            words = _DETACHED
        return Content.styled(words, f"italic {signs.QUIET}")
    content = with_tokens(attribute.value, moment.world)
    if status != "modified":
        return content
    if attribute.committed is None:
        if value.state in ("transient", "pending"):
            return content
        return content + Content.styled("  committed: not loaded", signs.QUIET)
    committed = f"  committed {attribute.committed}"
    return content + Content.styled(inert(committed), signs.QUIET)


def step_that_set(recording: Recording, token: str, name: str, step: int) -> int | None:
    """Return the last step, `step` included, at which an attribute became what it is."""
    key = ("object", token)
    steps = recording.timelines.changes_of(key)
    now = _attribute_at(recording, token, name, step)
    for place in range(bisect_right(steps, step) - 1, -1, -1):
        if _attribute_at(recording, token, name, steps[place] - 1) != now:
            return steps[place]
    return None


def _attribute_at(recording: Recording, token: str, name: str, step: int) -> Attribute | None:
    value = recording.value(("object", token), step)
    return value.attributes.get(name) if isinstance(value, ObjectValue) else None

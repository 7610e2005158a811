"""The Objects pane: each mapped object in the column of its state, and one of them in full."""

from __future__ import annotations

from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult, RenderResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.identity_map import every_key
from ormlab_tui.lab.panes.object_details import ObjectLines, step_that_set
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.state_columns import (
    StackedLines,
    StateColumns,
    StateLines,
    arrival,
    state_heading,
)
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.signs import STATE_SIGNS
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.words import counted
from ormlab_tui.recording.changes import Kind
from ormlab_tui.recording.values import OBJECT_STATES, ObjectStateName, ObjectValue

_LOOKED_FOR = 200
#: Below this width the states stand one below the other.
_STACKED = 66
#: The width from which the selected object stands beside the columns instead of below.
_BESIDE = 130
#: The height from which there is room for the selected object below.
_BELOW = 9


class StateHeading(Widget):
    """A column's name and how many objects are in it."""

    count: reactive[int] = reactive(0)
    """How many objects are in the column."""

    def __init__(self, state: ObjectStateName) -> None:
        super().__init__(classes="state-heading")
        self._state = state

    def render(self) -> RenderResult:
        """Return the heading, the count always in full."""
        return state_heading(self._state, self.count, self.size.width)


class ObjectsPane(Pane):
    """Five columns, transient to detached, and the attributes of the selected object.

    The object that the user selects stays selected while the steps move; as long as none is,
    the first object that the step changed is shown.
    """

    title: ClassVar[str] = "Objects"
    slug: ClassVar[str] = "objects"
    # Frames too: the variables that name the selected object are shown.
    kinds: ClassVar[frozenset[Kind]] = frozenset({"object", "frame"})

    def __init__(self) -> None:
        super().__init__()
        self._states: StateColumns | None = None
        self._shown: Moment | None = None
        self._selected: str | None = None
        self._by_user = False

    def compose(self) -> ComposeResult:
        """Return the five columns and the selected object."""
        with Horizontal(id="objects-columns"):
            for state in OBJECT_STATES:
                with Vertical(classes="state-column"):
                    yield StateHeading(state)
                    yield LineList(id=f"objects-{state}", classes="state-list")
        yield LineList(id="objects-stacked", classes="state-list")
        yield LineList(id="objects-selected")

    def on_resize(self, event: Resize) -> None:
        """Put the selected object below, beside, or nowhere where there is no room."""
        super().on_resize(event)
        self.set_class(event.size.width >= _BESIDE, "-beside")
        self.set_class(event.size.height < _BELOW, "-low")
        self.set_class(event.size.width < _STACKED, "-stacked")

    def clear(self) -> None:
        """Forget the recording."""
        self._states = None
        self._shown = None
        self._selected = None
        self._by_user = False
        for state in OBJECT_STATES:
            self._column(state).show(StyledLines())
            self._heading(state).count = 0
        self._stacked.show(StyledLines())
        self._details.show(StyledLines(), "Nothing has run yet.")
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Move the objects that differ to their columns and show the selected one."""
        before, self._shown = self._shown, moment
        states = self._states
        if states is None:
            states = self._states = StateColumns()
            states.take(every_key(moment), moment.world)
            touched = set(OBJECT_STATES)
            for state in OBJECT_STATES:
                self._column(state).show(states.columns[state])
            self._stacked.show(StackedLines(states))
        else:
            touched = states.take(moment.differing, moment.world)
            marked = (*moment.changed, *(before.changed if before is not None else ()))
            touched |= {states.state_of[key[1]] for key in marked if key[1] in states.state_of}
        for state in touched:
            self._show_column(state, states.columns[state], moment)
        stacked = self._stacked.lines
        if touched and isinstance(stacked, StackedLines):
            stacked.renew()
            self._stacked.renew()
        self._select_again(states, moment)
        gone = sum(key[0] == "object" and moment.world.get(key) is None for key in moment.changed)
        collected = f", {gone:,} let go of in this step" if gone else ""
        self.summarise(counted(len(states.state_of), "object") + collected)

    def _show_column(self, state: ObjectStateName, lines: StateLines, moment: Moment) -> None:
        lines.moment = moment
        column = self._column(state)
        column.can_focus = lines.count > 0
        column.renew()
        self._heading(state).count = lines.count

    def _select_again(self, states: StateColumns, moment: Moment) -> None:
        """Keep the user's choice, or choose what the step changed, and bring it into view."""
        arrived: dict[ObjectStateName, int] = {}
        first: tuple[int, int, str] | None = None
        for key in islice(moment.changed, _LOOKED_FOR):
            if key[0] != "object" or key[1] not in states.state_of:
                continue
            state = states.state_of[key[1]]
            line = states.columns[state].at(key[1])
            arrived[state] = min(line, arrived.get(state, line))
            sign, former = arrival(moment, key[1])
            weight = 0 if former is not None or sign.sign == "+" else 1
            if first is None or (weight, line, key[1]) < first:
                first = (weight, line, key[1])
        for state, line in arrived.items():
            self._column(state).reveal(line)
        stacked = self._stacked.lines
        if first is not None and isinstance(stacked, StackedLines):
            self._stacked.reveal(stacked.line_of(states.state_of[first[2]], first[2]))
        if self._selected not in states.state_of:
            self._selected, self._by_user = None, False
        if not self._by_user and first is not None:
            self._selected = first[2]
        if self._selected is None:
            lines = next((each for each in states.columns.values() if each.count), None)
            self._selected = lines.token(0) if lines is not None else None
        self._show_selected(states, moment)

    def _show_selected(self, states: StateColumns, moment: Moment) -> None:
        token = self._selected
        here = states.state_of.get(token) if token is not None else None
        for state in OBJECT_STATES:
            if state != here:
                self._column(state).highlight(None)
            elif token is not None:
                self._column(state).highlight(states.columns[state].at(token), reveal=self._by_user)
        stacked = self._stacked.lines
        if isinstance(stacked, StackedLines):
            line = stacked.line_of(here, token) if here is not None and token is not None else None
            self._stacked.highlight(line, reveal=self._by_user)
        self._keep_focus(here)
        value = moment.world.get(("object", token)) if token is not None else None
        if isinstance(value, ObjectValue):
            self._show_object(ObjectLines(value, moment))
        else:
            self._details.show(StyledLines(), _why_empty(moment))

    def _show_object(self, lines: ObjectLines) -> None:
        details = self._details
        shown, line = details.lines, details.highlighted
        same = isinstance(shown, ObjectLines) and shown.value.object == lines.value.object
        name = None
        if isinstance(shown, ObjectLines) and line is not None and line < shown.count:
            name = shown.attribute(line)
        details.show(lines)
        details.highlight(lines.line_of(name), reveal=False)
        touched = lines.touched()
        if not same or touched is not None:
            details.reveal(0)
        if touched is not None:
            details.reveal(*touched)

    def _keep_focus(self, state: ObjectStateName | None) -> None:
        """Let the focus go with the selected object to its column."""
        columns = {each: self._column(each) for each in OBJECT_STATES}
        focused = next((each for each in OBJECT_STATES if columns[each].has_focus), None)
        if focused is None or focused == state:
            return
        if state is not None:
            columns[state].focus()
        elif not columns[focused].can_focus:
            self._details.focus()

    def on_line_list_highlighted(self, message: LineList.Highlighted) -> None:
        """Show the object that the user highlights."""
        message.stop()
        lines, states, moment = message.line_list.lines, self._states, self._shown
        if (
            states is None
            or moment is None
            or message.index is None
            or not message.line_list.has_focus
            or not isinstance(lines, (StateLines, StackedLines))
            or message.line_list.highlighted != message.index
        ):
            return
        token = lines.token(message.index)
        if token is not None and token != self._selected:
            self._selected, self._by_user = token, True
            self._show_selected(states, moment)

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that last changed the object, or set the attribute."""
        message.stop()
        moment, lines = self._shown, message.line_list.lines
        if moment is None or self._selected is None:
            return
        token = self._selected
        name = lines.attribute(message.index) if isinstance(lines, ObjectLines) else None
        if isinstance(lines, (StateLines, StackedLines)):
            on_line = lines.token(message.index)
            if on_line is None:
                return
            token = on_line
        if name is not None:
            self.go_to(step_that_set(moment.recording, token, name, moment.step))
        else:
            self.go_to(moment.recording.last_change(("object", token), moment.step))

    def text(self) -> str:
        """Return the columns one below the other, then the selected object."""
        if self._states is None or not self._states.state_of:
            return self._details.empty
        parts = []
        for state in OBJECT_STATES:
            column = self._column(state)
            heading = f"{STATE_SIGNS[state].sign} {state} {column.lines.count:,}"
            parts.append(f"{heading}\n{column.text()}".rstrip())
        return "\n".join([*parts, "", self._details.text()])

    def _column(self, state: ObjectStateName) -> LineList:
        return self.query_one(f"#objects-{state}", LineList)

    @property
    def _stacked(self) -> LineList:
        return self.query_one("#objects-stacked", LineList)

    def _heading(self, state: ObjectStateName) -> StateHeading:
        return self.query(StateHeading)[OBJECT_STATES.index(state)]

    @property
    def _details(self) -> LineList:
        return self.query_one("#objects-selected", LineList)


def _why_empty(moment: Moment) -> str:
    if moment.step < 0:
        return "Nothing has run yet."
    return "No mapped object has been made or loaded, or all were let go of."

"""The Identity map pane: what each session holds and the transaction it is in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.session_lines import SessionLines
from ormlab_tui.lab.panes.session_rows import AllSessions
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.widgets.line_list import LineList
from ormlab_tui.lab.words import counted
from ormlab_tui.recording.changes import Key, Kind
from ormlab_tui.recording.values import ObjectValue, SessionValue


class IdentityMapPane(Pane):
    """Each session's identity map and what is new, dirty and deleted in it."""

    title: ClassVar[str] = "Identity map"
    slug: ClassVar[str] = "identity-map"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"session", "object"})

    def __init__(self) -> None:
        super().__init__()
        self._sessions: AllSessions | None = None
        self._shown: Moment | None = None

    def compose(self) -> ComposeResult:
        """Return the list of sessions and their objects."""
        yield LineList(id="identity-map-sessions")

    def clear(self) -> None:
        """Forget the recording."""
        self._sessions = None
        self._shown = None
        self._list.show(StyledLines())
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Show the sessions, those of this step's changes in view."""
        self._shown = moment
        # Asked first: the lines that are shown alter with the sessions.
        key = self._key_of_highlighted()
        if self._sessions is None:
            self._sessions = AllSessions()
            world = moment.world
            self._sessions.take(every_key(moment), world)
        else:
            self._sessions.take(moment.differing, moment.world)
        lines = SessionLines(self._sessions, moment)
        empty = "Nothing has run yet." if moment.step < 0 else "No session has been opened so far."
        self._list.show(lines, empty)
        self._list.highlight(lines.line_of(key) if key is not None else None, reveal=False)
        marked = lines.first_marked()
        if marked is not None:
            self._list.reveal(marked)
        there = self._sessions.there()
        held = sum(len(rows.places) - rows.parts["new"] for _, rows in there)
        self.summarise(f"{counted(len(there), 'session')}, {counted(held, 'object')}")

    def _key_of_highlighted(self) -> Key | None:
        lines, line = self._list.lines, self._list.highlighted
        return lines.key(line) if line is not None and isinstance(lines, SessionLines) else None

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that last changed the object or the session."""
        message.stop()
        lines, moment = self._list.lines, self._shown
        if moment is not None and isinstance(lines, SessionLines):
            self.go_to(moment.recording.last_change(lines.key(message.index), moment.step))

    def text(self) -> str:
        """Return the sessions and what they hold."""
        return self._list.text()

    @property
    def _list(self) -> LineList:
        return self.query_one(LineList)


def every_key(moment: Moment) -> list[Key]:
    """Return the keys of every session and object of the moment."""
    world = moment.world
    keys: list[Key] = [
        ("session", str(value.session))
        for value in world.of_kind("session")
        if isinstance(value, SessionValue)
    ]
    keys += [
        ("object", value.object)
        for value in world.of_kind("object")
        if isinstance(value, ObjectValue)
    ]
    return keys

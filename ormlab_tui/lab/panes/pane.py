"""What every pane is: a named widget that shows one kind of fact at the moment given to it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import ClassVar, Self

from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.pane_failure import FailureNotes, Guarded, PaneFailure
from ormlab_tui.recording.changes import Key, Kind, key_kind

#: The height from which a pane shows details below its rows, and the width from which two
#: things stand beside each other.
TALL = 14
WIDE = 88


class Pane(Guarded, can_focus=False, can_focus_children=True):
    """One kind of fact. The shell sets `moment`; the pane repaints what differs and no more.

    What it raises is shown in it, and at the next moment it is tried again.

    `focus()` gives the focus to the list inside; style the frame with ``:focus-within``.
    """

    title: ClassVar[str]
    slug: ClassVar[str]
    #: The kinds of entity that the pane shows; a move that touches none of them costs nothing.
    kinds: ClassVar[frozenset[Kind]] = frozenset()
    ALLOW_MAXIMIZE = True

    moment: reactive[Moment | None] = reactive(None, layout=False, repaint=False)
    """Where the lab stands; None before there is a recording."""

    class GoToStep(Message):
        """The user asks, from a row, for the step that made it so."""

        def __init__(self, pane: Pane, step: int) -> None:
            super().__init__()
            self.pane = pane
            self.step = step

        @property
        def control(self) -> Pane:
            """The pane that asks."""
            return self.pane

    def __init__(self) -> None:
        super().__init__(id=f"pane-{self.slug}", classes="pane")
        self.border_title = Content(self.title)
        self._before: Moment | None = None
        self._summary = ""
        self._failed = False
        self._failures = FailureNotes(self.slug, self.title)

    def on_resize(self, event: Resize) -> None:
        """Say by classes how much room there is: ``-tall`` shows details, ``-wide`` columns."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.set_class(event.size.width >= WIDE, "-wide")

    def watch_moment(self, moment: Moment | None) -> None:
        """Show the moment, unless nothing of this pane's kinds differs."""
        if self._failed:
            self._recover()
        try:
            self._show(moment)
        except Exception as error:
            self.fail(error)

    def _show(self, moment: Moment | None) -> None:
        before, self._before = self._before, moment
        if moment is None:
            self.clear()
        elif before is None or before.recording is not moment.recording:
            self.clear()
            self.refresh_for(moment)
        elif _is_start(before) != _is_start(moment) or self.is_concerned(before, moment):
            self.refresh_for(moment)

    def fail(self, error: Exception) -> bool:
        """Show the error in place of everything else, until the next moment."""
        # Whatever comes next is shown whole.
        self._before = None
        # Later: it may have been raised while the screen is drawn.
        self.call_later(self._show_failure, error, self.moment)
        return True

    def _show_failure(self, error: Exception, moment: Moment | None) -> None:
        if self._failed or moment is not self.moment:
            return
        self._failed = True
        failure = PaneFailure(
            Content(self._failures.sentence(None if moment is None else moment.step, error))
        )
        had_focus = self.has_focus_within
        self.mount(failure)
        self.add_class("-failed")
        if had_focus:
            failure.focus()

    def _recover(self) -> None:
        self._failed = False
        had_focus = self.has_focus_within
        self.query(PaneFailure).remove()
        self.remove_class("-failed")
        if had_focus:
            self.call_after_refresh(self.focus)

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return whether a move can alter what the pane shows, its marks included."""
        return any(map(self._is_mine, (*moment.differing, *moment.changed, *before.changed)))

    def _is_mine(self, key: Key) -> bool:
        return key_kind(key) in self.kinds

    def changed_in(self, moment: Moment) -> bool:
        """Return whether the moment's own step changed anything of this pane's kinds."""
        return any(map(self._is_mine, moment.changed))

    def mine(self, keys: Iterable[Key]) -> set[Key]:
        """Return those of the keys that are of this pane's kinds."""
        return {key for key in keys if self._is_mine(key)}

    def clear(self) -> None:
        """Forget everything shown: another recording follows, or none."""
        raise NotImplementedError

    def refresh_for(self, moment: Moment) -> None:
        """Show the moment. The first one after `clear()` is shown whole."""
        raise NotImplementedError

    def text(self) -> str:
        """Return the whole pane as plain text, for copying and for saving."""
        raise NotImplementedError

    def whole_text(self) -> str:
        """Return `text()`, or what is wrong where that can't be had."""
        try:
            return self.text()
        except Exception as error:
            step = None if self.moment is None else self.moment.step
            return self._failures.sentence(step, error)

    def summarise(self, summary: str) -> None:
        """Put a count or a few words beside the pane's name in its frame."""
        if summary != self._summary:
            # Setting it draws the whole frame again, whatever was there.
            self._summary = summary
            self.border_subtitle = Content(summary)

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the focus to the first list that is on screen."""
        for child in self.query("*"):
            if child.focusable and self._displays(child):
                child.focus(scroll_visible)
                break
        return self

    def _displays(self, child: Widget) -> bool:
        within = takewhile(lambda node: node is not self, child.ancestors_with_self)
        return all(node.display for node in within)

    def go_to(self, step: int | None) -> None:
        """Ask for a step; None, where no step made it so, asks for nothing."""
        if step is not None:
            self.post_message(self.GoToStep(self, step))


def _is_start(moment: Moment) -> bool:
    # There the words of an empty pane are others.
    return moment.step < 0

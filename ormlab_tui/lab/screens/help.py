"""Every key, as it is bound right now, with what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen

from ormlab_tui.lab import signs
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.widgets.line_list import LineList


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One action: its keys as they are shown, its name, and what it does."""

    keys: str
    name: str
    does: str


def keys_of(app: App[None], screen: Screen[object]) -> list[KeyHelp]:
    """Return what can be pressed now: the screen's keys, the focused list's, the app's."""
    keys: dict[tuple[str, str], list[str]] = {}
    about: dict[tuple[str, str], ActiveBinding] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description or binding.system:
            continue
        place = (binding.action, binding.description)
        # The footer has room for one key; here every key is told.
        keys.setdefault(place, []).append(app.get_key_display(replace(binding, key_display=None)))
        about.setdefault(place, active)
    order = sorted(about, key=lambda place: _rank(app, screen, about[place]))
    return [
        KeyHelp(
            " ".join(dict.fromkeys(keys[place])),
            about[place].binding.description,
            about[place].binding.tooltip,
        )
        for place in order
    ]


def _rank(app: App[None], screen: Screen[object], active: ActiveBinding) -> int:
    if active.node is app:
        return 2
    return 0 if active.node is screen and active.binding.tooltip else 1


class Help(ModalScreen[None]):
    """The keys of a screen in a list."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "Close", tooltip="Close the help")
    ]

    def __init__(self, keys: Sequence[KeyHelp], heading: str = "Keys") -> None:
        super().__init__()
        self._keys = keys
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Return the list."""
        frame = Vertical(id="help")
        frame.border_title = Content(self._heading)
        frame.border_subtitle = Content("Esc closes")
        frame.styles.height = len(self._keys) + 2
        with frame:
            yield LineList(StyledLines(self._lines()), id="help-keys")

    def on_mount(self) -> None:
        """Let the list be scrolled by keys."""
        self.query_one(LineList).focus()

    def _lines(self) -> list[Content]:
        widest = max((len(each.keys) for each in self._keys), default=0)
        return [
            Content.assemble(
                (f" {each.keys:<{widest}}  ", "bold $text-primary"),
                (f"{each.name:<13} ", "bold $foreground"),
                (each.does, signs.QUIET),
            )
            for each in self._keys
        ]

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)

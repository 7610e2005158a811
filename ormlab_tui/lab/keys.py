"""The keys of the lab: one table, which the footer, the help and the command palette all show.

Each binding has an id, by which a keymap gives it other keys. What the footer shows comes in
the order in which it is needed, since a narrow terminal cuts its end.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType


def _binding(
    id: str,
    key: str,
    action: str,
    description: str,
    tooltip: str,
    *,
    show: bool = False,
    display: str | None = None,
) -> Binding:
    return Binding(key, action, description, show=show, key_display=display, tooltip=tooltip, id=id)


#: Keys that mean the same on every screen.
APP_KEYS: Final[list[BindingType]] = [
    _binding("help", "question_mark,f1", "help", "Help", "Show every key", show=True, display="?"),
    _binding("theme", "f2", "next_theme", "Theme", "Switch to the next of the lab's themes"),
    _binding(
        "no-colour", "f3", "toggle_no_colour", "No colour", "Show shades of grey only, or colours"
    ),
    _binding("quit", "q,ctrl+q", "quit", "Quit", "Leave ORMLab", display="q"),
]

#: Keys of the lab screen.
LAB_KEYS: Final[list[BindingType]] = [
    _binding(
        "step.forward",
        "right,space,l,f11",
        "forward",
        "Next",
        "Step forward: the next statement, into calls",
        show=True,
        display="→",
    ),
    _binding(
        "step.back",
        "left,h",
        "back",
        "Back",
        "Step back: the statement before",
        show=True,
        display="←",
    ),
    _binding(
        "step.over",
        "o,f10",
        "over(1)",
        "Over",
        "Step over: past the calls that this statement makes",
        show=True,
        display="o",
    ),
    _binding("step.over-back", "O", "over(-1)", "Over back", "Step back over calls"),
    _binding(
        "step.out",
        "u,shift+f11",
        "out(1)",
        "Out",
        "Step out: to where the caller goes on",
        show=True,
        display="u",
    ),
    _binding("step.out-back", "U", "out(-1)", "Out back", "Step back out, to the call itself"),
    _binding("sql.next", "s", "next('sql', 1)", "SQL", "Go to the next SQL statement", show=True),
    _binding("sql.previous", "S", "next('sql', -1)", "SQL before", "Go to the SQL before"),
    _binding(
        "state.next",
        "t",
        "next('state', 1)",
        "State",
        "Go to the next change of an object's state",
        show=True,
    ),
    _binding(
        "state.previous", "T", "next('state', -1)", "State before", "Go to the state change before"
    ),
    _binding(
        "transaction.next",
        "c",
        "next('transaction', 1)",
        "Commit",
        "Go to the next commit or rollback",
        show=True,
    ),
    _binding(
        "transaction.previous",
        "C",
        "next('transaction', -1)",
        "Commit before",
        "Go to the commit or rollback before",
    ),
    _binding(
        "exception.next",
        "x",
        "next('exception', 1)",
        "Error",
        "Go to the next exception",
        show=True,
    ),
    _binding(
        "exception.previous",
        "X",
        "next('exception', -1)",
        "Error before",
        "Go to the exception before",
    ),
    _binding("step.first", "g,less_than_sign", "first", "First", "Go to before the first step"),
    _binding("step.last", "G,greater_than_sign,f5", "last", "Last", "Go to the end of the run"),
    _binding(
        "line", "colon,ctrl+g", "ask_line", "To line", "Go to a line of the code, or to a step"
    ),
    _binding(
        "returned", "backspace", "return_from_jump", "Return", "Go back to before the last jump"
    ),
    _binding(
        "search", "slash", "ask_search", "Find", "Search in the code and in the SQL", show=True
    ),
    _binding("search.next", "n", "find(1)", "Find next", "Go to the next place found"),
    _binding("search.previous", "N", "find(-1)", "Find before", "Go to the place found before"),
    _binding(
        "pane.maximise", "z", "toggle_maximised", "Zoom", "Fill the screen with a pane, or not"
    ),
    _binding("pane.copy", "y", "copy_pane", "Copy", "Copy the pane's text to the clipboard"),
    _binding("pane.save", "Y", "save_pane", "Save text", "Save the pane's text as a file"),
    _binding(
        "pane.next", "right_square_bracket", "cycle_pane(1)", "Next pane", "Go to the next pane"
    ),
    _binding(
        "pane.previous",
        "left_square_bracket",
        "cycle_pane(-1)",
        "Pane before",
        "Go to the pane before",
    ),
    _binding("brief", "b", "brief", "Brief", "Read the exercise's brief"),
    _binding("cancel", "k", "cancel", "Stop", "Stop the script that is being recorded"),
    _binding("again", "r", "record_again", "Again", "Record the script again"),
    _binding("leave", "escape", "leave", "Leave", "Restore the pane, or go to the course list"),
]

#: The number keys: the code, then the panes in their order.
PANE_KEYS: Final = tuple(str(number) for number in range(1, 8))


def pane_keys(names: list[tuple[str, str]]) -> list[BindingType]:
    """Return the bindings that go to a pane, for (slug, title) of each in order."""
    return [
        _binding(f"pane.{slug}", key, f"show_pane('{slug}')", title, f"Go to the pane {title}")
        for key, (slug, title) in zip(PANE_KEYS, names, strict=False)
    ]


HOME_KEYS: Final[list[BindingType]] = [
    _binding("home.resume", "r", "resume", "Resume", "Go on where you were", show=True),
    _binding("home.script", "s", "ask_script", "Script", "Open a script of your own", show=True),
]

"""The Variables pane: the frame stack, innermost first, and each frame's variables."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.panes.frame_rows import Did, FrameRow, FrameRows, step_that_bound
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.styled_lines import StyledLines
from ormlab_tui.lab.panes.tokens import with_tokens
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import LineList, Lines
from ormlab_tui.lab.words import counted
from ormlab_tui.recording import MovingWorld
from ormlab_tui.recording.changes import Key, Kind

DID_SIGNS: dict[Did, Sign] = {
    "new": signs.NEW,
    "changed": signs.CHANGED,
    "gone": signs.GONE,
    "kept": signs.NOT_THIS_STEP,
}
_WIDEST_NAME = 24


class FrameLines(Lines):
    """One line a row; values that name objects are told by the objects' states."""

    def __init__(self, rows: list[FrameRow], world: MovingWorld) -> None:
        self.rows = rows
        self._world = world
        self.count = len(rows)
        longest = max((len(row.name) for row in rows if row.name is not None), default=0)
        self._names = min(longest, _WIDEST_NAME)

    def line(self, index: int) -> Content:
        """Return a frame's heading or a variable with its value."""
        row = self.rows[index]
        sign = DID_SIGNS[row.did]
        if row.name is None:
            return _heading(row, sign)
        quiet = row.did == "gone"
        name = Content(inert(row.name)).truncate(self._names, ellipsis=True, pad=True)
        return Content.assemble(
            (f"{sign.sign} ", sign.style),
            "  ",
            name.stylize(signs.QUIET if quiet else signs.NAME),
            "  ",
            Content.styled(inert(f"unbound, was {row.value}"), signs.QUIET)
            if quiet
            else with_tokens(row.value, self._world),
        )


def _heading(row: FrameRow, sign: Sign) -> Content:
    function = row.frame.function
    name = "module" if function == "<module>" else f"{function}()"
    where = "" if row.did != "gone" else ", ended in this step"
    return Content.assemble(
        (f"{sign.sign} ", sign.style),
        (inert(name), signs.QUIET if row.did == "gone" else "bold $foreground"),
        (inert(f"  {row.frame.file}{where}"), signs.QUIET),
    )


class VariablesPane(Pane):
    """The running thread's frames with their variables; what the step bound is marked."""

    title: ClassVar[str] = "Variables"
    slug: ClassVar[str] = "variables"
    # Objects too: a variable that names one is drawn by its state.
    kinds: ClassVar[frozenset[Kind]] = frozenset({"frame", "object"})

    def __init__(self) -> None:
        super().__init__()
        self._thread: str | None = None
        self._shown: Moment | None = None
        self._rows = FrameRows()

    def compose(self) -> ComposeResult:
        """Return the list of frames and variables."""
        yield LineList(id="variables-frames")

    def is_concerned(self, before: Moment, moment: Moment) -> bool:
        """Return whether a frame or an object differs, or another thread ran."""
        return super().is_concerned(before, moment) or _thread(moment) != self._thread

    def clear(self) -> None:
        """Forget the recording."""
        self._shown = None
        self._rows = FrameRows()
        self._list.show(StyledLines())
        self.summarise("")

    def refresh_for(self, moment: Moment) -> None:
        """Show the frames; rows are made anew only where a frame differs."""
        before, self._shown = self._shown, moment
        if before is not None and not self._rows_differ(before, moment):
            self._list.renew()
            return
        self._thread = _thread(moment)
        rows = self._rows.at(moment)
        empty = "Nothing has run yet." if moment.step < 0 else "No frame of the script is left."
        here = self._row_of_highlighted()
        self._list.show(FrameLines(rows, moment.world), empty)
        marked = [place for place, row in enumerate(rows) if row.did != "kept"]
        if marked:
            self._list.reveal(marked[0], marked[-1] + 1)
        same = (i for i, row in enumerate(rows) if here == (row.key, row.name))
        self._list.highlight(next(same, None), reveal=False)
        frames = moment.world.frames()
        named = sum(len(frame.variables) for frame in frames)
        where = _flow(moment)
        counts = f"{counted(len(frames), 'frame')}, {counted(named, 'variable')}"
        self.summarise(f"{where}: {counts}" if where else counts)

    def _rows_differ(self, before: Moment, moment: Moment) -> bool:
        keys = (*moment.differing, *moment.changed, *before.changed)
        return _thread(moment) != self._thread or any(key[0] == "frame" for key in keys)

    def _row_of_highlighted(self) -> tuple[Key, str | None] | None:
        lines, line = self._list.lines, self._list.highlighted
        if line is None or not isinstance(lines, FrameLines):
            return None
        return lines.rows[line].key, lines.rows[line].name

    def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Ask for the step that bound the variable or began the frame."""
        message.stop()
        lines, moment = self._list.lines, self._shown
        if moment is not None and isinstance(lines, FrameLines):
            row = lines.rows[message.index]
            self.go_to(step_that_bound(moment.recording, row, moment.step))

    def text(self) -> str:
        """Return the frames and their variables."""
        return self._list.text()

    @property
    def _list(self) -> LineList:
        return self.query_one(LineList)


def _flow(moment: Moment) -> str:
    """Return the thread or task that ran, where it is not the main one."""
    step = moment.recording.steps[moment.step] if moment.step >= 0 else None
    if step is None:
        return ""
    names = [step.thread] if step.thread != "MainThread" else []
    return inert(", ".join([*names, *([step.task] if step.task else [])]), 60)


def _thread(moment: Moment) -> str | None:
    return moment.recording.steps[moment.step].thread if moment.step >= 0 else None

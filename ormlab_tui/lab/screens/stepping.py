"""What moves in the lab: the cursor, by keys, by clicks and by searching."""

from __future__ import annotations

from textual import work
from textual.reactive import reactive
from textual.screen import Screen

from ormlab_tui.lab.cursor import Cursor, Goal
from ormlab_tui.lab.moment import Moment
from ormlab_tui.lab.navigation import Direction
from ormlab_tui.lab.panes import Pane
from ormlab_tui.lab.panes.code import CodePane
from ormlab_tui.lab.run_words import lab_status, nowhere_to_go
from ormlab_tui.lab.screens.ask import Ask
from ormlab_tui.lab.widgets.pane_tabs import PaneTabs
from ormlab_tui.lab.widgets.status_line import StatusLine
from ormlab_tui.lab.widgets.timeline import Timeline
from ormlab_tui.lab.widgets.timeline_cells import Flag
from ormlab_tui.recording import BEFORE, Recording

_GOAL_WORDS: dict[Goal, str] = {
    "sql": "SQL",
    "state": "change of a state",
    "transaction": "commit or rollback",
    "exception": "exception",
}


class SteppingScreen(Screen[object]):
    """A screen with a cursor in a recording; whoever derives from it composes what is shown."""

    moment: reactive[Moment | None] = reactive(None, layout=False, repaint=False)
    """Where the lab stands; every pane is bound to it."""

    running: reactive[bool] = reactive(False, bindings=True, repaint=False)
    """Whether the script is being recorded."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title
        self._cursor: Cursor | None = None

    @property
    def recording(self) -> Recording | None:
        """The recording walked through, once there is one."""
        return self._cursor.recording if self._cursor is not None else None

    @property
    def step_here(self) -> int | None:
        """The step where the lab stands; None where there is no recording."""
        return self._cursor.step if self._cursor is not None else None

    def take_recording(self, recording: Recording | None) -> None:
        """Stand before the first step of a recording, or let go of the one there is."""
        self._cursor = Cursor(recording) if recording is not None else None
        self._timeline.recording = recording
        if recording is None:
            self.moment = None
            self.show_status()
        else:
            self._stand(BEFORE)

    def go_to(self, step: int | None, *, jump: bool = False, otherwise: str = "") -> None:
        """Stand at the step; where there is none, say `otherwise`."""
        if self._cursor is None:
            self.say("Nothing has been recorded yet.")
        elif step is None:
            self.say(otherwise)
        elif step != self._cursor.step:
            self._stand(step, jump=jump)
        else:
            self.say("That is the step where you are.")

    def show_flags(self, flags: tuple[Flag, ...]) -> None:
        """Mark steps on the timeline with signs from outside the recording."""
        self._timeline.flags = flags

    def say(self, sentence: str) -> None:
        """Tell the user a sentence, until the next move."""
        self.query_one(StatusLine).message = sentence

    def _stand(self, step: int, *, jump: bool = False) -> None:
        assert self._cursor is not None
        moment = self._cursor.move(step, jump=jump)
        self.moment = moment
        self._timeline.step = step
        self.show_status()
        self.query_one(PaneTabs).changed = frozenset(
            pane.slug for pane in self.query(Pane) if pane.changed_in(moment)
        )

    def show_status(self) -> None:
        """Say where the lab stands and how the run is."""
        step = self._cursor.step if self._cursor is not None else BEFORE
        self.query_one(StatusLine).status = lab_status(
            self.heading, self.recording, step, self.running
        )

    @property
    def _timeline(self) -> Timeline:
        return self.query_one(Timeline)

    def action_forward(self) -> None:
        """Go to the next step."""
        cursor = self._cursor
        self.go_to(
            cursor.by(1) if cursor else None,
            otherwise=nowhere_to_go(self.recording, self.running),
        )

    def action_back(self) -> None:
        """Go to the step before."""
        cursor = self._cursor
        self.go_to(cursor.by(-1) if cursor else None, otherwise="This is before the first step.")

    def action_over(self, direction: Direction) -> None:
        """Go past the calls that this step makes."""
        there = self._cursor.over(direction) if self._cursor else None
        words = "Nothing before this in this function or around it."
        self.go_to(
            there,
            otherwise=nowhere_to_go(self.recording, self.running) if direction > 0 else words,
        )

    def action_out(self, direction: Direction) -> None:
        """Go to where the caller goes on, or to the call."""
        there = self._cursor.out(direction) if self._cursor else None
        self.go_to(there, otherwise="No caller is left to go out to.")

    def action_next(self, goal: Goal, direction: Direction) -> None:
        """Go to the nearest step with such an event."""
        there = self._cursor.goal(goal, direction) if self._cursor else None
        name = _GOAL_WORDS[goal]
        side = "after" if direction > 0 else "before"
        more = " yet" if self.running and direction > 0 else ""
        self.go_to(there, otherwise=f"No {name} {side} this{more}.")

    def action_first(self) -> None:
        """Go to before the first step."""
        self.go_to(BEFORE, jump=True)

    def action_last(self) -> None:
        """Go to the last step there is."""
        self.go_to(self.recording.last if self.recording else None, jump=True)

    def action_return_from_jump(self) -> None:
        """Go back to where the last jump came from."""
        there = self._cursor.returned() if self._cursor else None
        self.go_to(there, otherwise="There was no jump to go back from.")

    def on_pane_go_to_step(self, message: Pane.GoToStep) -> None:
        """Go to the step that made a row so."""
        self.go_to(message.step, jump=True)

    def on_timeline_go_to_step(self, message: Timeline.GoToStep) -> None:
        """Go to the step clicked."""
        self.go_to(message.step, jump=True)

    def on_code_pane_line_chosen(self, message: CodePane.LineChosen) -> None:
        """Go to the next step that runs the line chosen."""
        self._go_to_line(message.file, message.line)

    def _go_to_line(self, file: str, line: int) -> None:
        there = self._cursor.line(file, line) if self._cursor else None
        self.go_to(there, jump=True, otherwise=f"Line {line} of {file} did not run.")

    @work(group="asking")
    async def action_ask_line(self) -> None:
        """Ask for a line of the code, or a step, and go there."""
        answer = await self.app.push_screen_wait(
            Ask("Go to line", example="a line such as 31, or a step such as #12")
        )
        recording = self.recording
        if answer is None or recording is None:
            return
        number = answer.removeprefix("#").strip()
        if not number.isdecimal():
            self.say(f"{answer!r} is no number: give a line such as 31, or a step such as #12.")
        elif not answer.startswith("#"):
            self._go_to_line(self.query_one(CodePane).file or recording.script.name, int(number))
        elif int(number) > recording.last:
            self.say(f"There is no step {number}: the last is {recording.last}.")
        else:
            self.go_to(int(number), jump=True)

    @work(group="asking")
    async def action_ask_search(self) -> None:
        """Ask for a text and go to where it stands next."""
        found = self._cursor.found if self._cursor else None
        answer = await self.app.push_screen_wait(
            Ask("Search code and SQL", found.text if found else "", example="a text, any case")
        )
        if answer is not None and self._cursor is not None:
            self._cursor.search(answer)
            self.action_find(1)

    def action_find(self, direction: Direction) -> None:
        """Go to the nearest place of the text searched for."""
        cursor = self._cursor
        if cursor is None or cursor.found is None:
            self.say("Nothing has been searched for: press / first.")
            return
        found = cursor.found
        there = cursor.next_found(direction)
        if there is None:
            if found.lines:
                file, line = found.lines[0]
                self.query_one(CodePane).show_line(file, line)
                self.say(f"{found.text!r} is in line {line} of {file}, which did not run.")
            else:
                self.say(f"{found.text!r} is neither in the code nor in the SQL.")
            return
        if there != cursor.step:
            self._stand(there, jump=True)
        place = found.steps.index(there) + 1
        self.say(f"{found.text!r}: {place} of {len(found.steps)} steps (n next, N before)")

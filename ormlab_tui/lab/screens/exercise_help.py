"""What helps with an exercise's tasks: the brief, the hints, and in the end the solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from ormlab_tui.course.model import Exercise
from ormlab_tui.lab.hints import HintLadder
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.saying import say
from ormlab_tui.lab.screens.decide import Decide

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp


class ExerciseHelp(Screen[bool]):
    """A screen about an exercise, with its help; whoever derives from it composes the rest."""

    app: LabApp

    def __init__(self, exercise: Exercise, notes: AttemptNotes) -> None:
        super().__init__()
        self.exercise = exercise
        self.notes = notes
        self.hints = HintLadder(exercise.hints, notes.hint)

    @property
    def is_all_done(self) -> bool:
        """Whether every task is done; for those who derive."""
        raise NotImplementedError

    def show(self) -> None:
        """Show how things stand; for those who derive."""

    def say(self, words: str) -> None:
        """Tell the user a sentence."""
        say(self, words)

    @work(group="asking")
    async def action_hint(self) -> None:
        """Read the hints."""
        if not self.exercise.hints:
            self.say("This exercise has no hints.")
            return
        from ormlab_tui.lab.screens.hints import HintScreen

        await self.app.push_screen_wait(HintScreen(self.hints))
        self.show()

    @work(group="asking")
    async def action_solution(self) -> None:
        """Show the solution, to whom it is open."""
        if self.exercise.solution is None:
            self.say("There is no solution: the debrief tells.")
            return
        if not self.is_all_done:
            if not self.hints.are_all_taken:
                self.say("Locked: do all tasks, or take all hints (h).")
                return
            answer = await self.app.push_screen_wait(
                Decide(
                    "Show the solution?",
                    "Some tasks are open. This attempt is then noted as one in which the "
                    "solution was read; you can go on with the tasks afterwards.",
                    [("no", "No, I try once more"), ("yes", "Yes, show it")],
                )
            )
            if answer != "yes":
                return
            self.notes.finish("solution shown")
        from ormlab_tui.lab.screens.solution import SolutionScreen

        await self.app.push_screen_wait(SolutionScreen(self.exercise))

    def action_brief(self) -> None:
        """Read the brief on a page."""
        from ormlab_tui.lab.screens.reading import Reading

        title = f"{self.exercise.id} {self.exercise.title}"
        self.app.push_screen(Reading(title, self.exercise.brief, "Esc closes"))

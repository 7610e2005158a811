"""The lab with predictions to meet: at the step that settles one, it stands beside the fact."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ormlab_tui.course.grade import Verdict, grade
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.course.question import Prediction, Question
from ormlab_tui.lab.live_recording import Source
from ormlab_tui.lab.screens.lab_screen import LabScreen
from ormlab_tui.lab.widgets.timeline_cells import Flag
from ormlab_tui.lab.widgets.truth import OPEN, OUTCOME_SIGNS, Truth
from ormlab_tui.recording import Recording


@dataclass(frozen=True, slots=True)
class Settled:
    """A prediction, the verdict that the recording gives on it, and the step that settles it."""

    question: Question
    prediction: Prediction
    verdict: Verdict
    step: int


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk to the end has brought: the recording, and every verdict in its order."""

    recording: Recording
    verdicts: tuple[Verdict, ...]


class PredictedLab(LabScreen):
    """Walks a recording with predictions; returns `Walked`, or None if it was left before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "go_on",
            "Go on",
            priority=True,
            tooltip="Go on from what was settled here",
            id="predicted.on",
        ),
        Binding(
            "e", "explain", "Explain", tooltip="Say in your own words why", id="predicted.explain"
        ),
        Binding(
            "p",
            "predictions",
            "Predictions",
            show=False,
            tooltip="See what you predicted, and what is settled",
            id="predicted.list",
        ),
    ]

    def __init__(
        self,
        source: Source,
        title: str,
        brief: str | None,
        predicted: Sequence[tuple[Question, Prediction]],
        met: Callable[[Verdict], None] = lambda _verdict: None,
        *,
        met_before: Collection[str] = (),
        stand_at: int | None = None,
        left_at: Callable[[int], None] = lambda _step: None,
    ) -> None:
        """`met` hears of each verdict as its step is reached, `left_at` of the step when left.

        `met_before` are questions whose facts are known from an earlier walk, which ended at
        the step `stand_at`.
        """
        super().__init__(source, title, brief, brief_first=False)
        self._met_before = met_before
        self._stand_at = stand_at
        self._left_at = left_at
        self._predicted = predicted
        self._heard = met
        self._unmet: list[Settled] = []
        self._met: list[Settled] = []

    def compose_below(self) -> ComposeResult:
        """Return the place where a prediction meets the fact."""
        yield Truth()

    def recording_is_whole(self, recording: Recording) -> None:
        """Grade every prediction; the verdicts stay hidden until their steps are reached."""
        self._met = []
        self._unmet = []
        unanswered = []
        for question, prediction in self._predicted:
            try:
                verdict = grade(question, prediction.given, recording)
            except (QueryError, ValueError) as error:
                unanswered.append(f"{question.ask}: {error}")
                continue
            assert verdict.step is not None
            known = self._met if question.id in self._met_before else self._unmet
            known.append(Settled(question, prediction, verdict, verdict.step))
        self._met.sort(key=lambda each: each.step)
        self._unmet.sort(key=lambda each: each.step)
        self._show_flags()
        if self._stand_at is not None and 0 <= self._stand_at <= recording.last:
            self.go_to(self._stand_at)
        if unanswered:
            self.notify(
                f"This run has no answer to {unanswered[0]}",
                severity="warning",
                timeout=15,
                markup=False,
            )
        self.refresh_bindings()

    def go_to(self, step: int | None, *, jump: bool = False, otherwise: str = "") -> None:
        """Stand at the step, or at one before it that settles a prediction."""
        here = self.step_here
        if step is not None and here is not None and step > here:
            if self._meet():
                return
            if self._unmet:
                step = min(step, self._unmet[0].step)
        self._truth.shown = None
        super().go_to(step, jump=jump, otherwise=otherwise)
        self._meet()

    def _meet(self) -> bool:
        """Show the next prediction that is settled by now; return whether there was one."""
        here = self.step_here
        if here is None or not self._unmet or self._unmet[0].step > here:
            return False
        settled = self._unmet.pop(0)
        self._met.append(settled)
        self._heard(settled.verdict)
        self._truth.shown = (
            settled.question.ask,
            settled.verdict,
            settled.prediction.confidence,
        )
        self.point_at(settled.verdict.pane)
        self._show_flags()
        self.refresh_bindings()
        return True

    def _show_flags(self) -> None:
        met: tuple[Flag, ...] = tuple(
            (each.step, OUTCOME_SIGNS[each.verdict.outcome], each.question.ask)
            for each in self._met
        )
        unmet: tuple[Flag, ...] = tuple(
            (each.step, OPEN, each.question.ask) for each in self._unmet
        )
        self.show_flags((*met, *unmet))

    @property
    def is_all_met(self) -> bool:
        """Whether every prediction has met its fact."""
        return self.is_settled and self.recording is not None and not self._unmet

    @property
    def _truth(self) -> Truth:
        return self.query_one(Truth)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what makes no sense here and now."""
        if action == "go_on":
            return self.is_mounted and self._truth.shown is not None
        if action == "explain":
            return self.is_mounted and self.is_all_met
        if action == "record_again":
            return False
        return super().check_action(action, parameters)

    def action_go_on(self) -> None:
        """Show what else is settled here, or go on."""
        if not self._meet():
            self._truth.shown = None
            self.refresh_bindings()
            if self.is_all_met:
                self.say("Every prediction is settled: walk on, or press e to explain.")

    def action_explain(self) -> None:
        """Go on to explaining."""
        recording = self.recording
        if recording is not None and self.is_all_met:
            self.dismiss(Walked(recording, tuple(each.verdict for each in self._met)))

    def action_predictions(self) -> None:
        """List the predictions with what is known of them."""
        from ormlab_tui.lab.screens.prediction_list import PredictionList

        rows = [(each.question.ask, each.prediction, each.verdict) for each in self._met]
        rest = [(each.question.ask, each.prediction, None) for each in self._unmet]
        self.app.push_screen(PredictionList([*rows, *rest]))

    def action_leave(self) -> None:
        """Show all panes again, or leave; what was predicted is kept."""
        if self.maximised is not None:
            self.action_toggle_maximised()
        else:
            if self.step_here is not None:
                self._left_at(self.step_here)
            self.dismiss(None)

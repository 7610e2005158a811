"""The lab's side of progress: everything the learner does is noted in one thread, in order.

Progress imports SQLAlchemy and may wait for a disk or a server; the screens never do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ormlab_tui.course.grade import Verdict
    from ormlab_tui.course.question import Prediction
    from ormlab_tui.progress import CheckResult, Ending
    from ormlab_tui.progress.notebook import Progress
    from ormlab_tui.progress.opening import OpenedProgress

_T = TypeVar("_T")


class Learning:
    """Progress, opened when it is first needed, used in a thread of its own until `close`."""

    def __init__(self, opening: Callable[[], OpenedProgress]) -> None:
        self._opening = opening
        self._thread = ThreadPoolExecutor(1, "progress")
        self._opened: OpenedProgress | None = None
        #: The first sentence about what could not be opened or saved that nobody has seen yet.
        self.notice: str | None = None

    def note(self, note: Callable[[Progress], _T]) -> Future[_T]:
        """Let the thread note something after all that was to be noted before."""
        return self._thread.submit(self._do, note)

    async def read(self, read: Callable[[Progress], _T]) -> _T:
        """Return what progress says, once all before is noted. Raises ProgressError."""
        return await asyncio.wrap_future(self.note(read))

    def _do(self, act: Callable[[Progress], _T]) -> _T:
        if self._opened is None:
            self._opened = self._opening()
            self.notice = self._opened.notice
        result = act(self._opened.progress)
        self.notice = self.notice or self._opened.progress.trouble
        return result

    def close(self) -> None:
        """Wait until everything is noted, and disconnect."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.progress.close()


@dataclass(frozen=True, slots=True)
class Made:
    """What an attempt holds: predictions by question, which have met their fact, and the step."""

    predictions: dict[str, Prediction] = field(default_factory=dict)
    met: frozenset[str] = frozenset()
    step: int | None = None


class AttemptNotes:
    """One attempt at an exercise, noted as it goes."""

    def __init__(self, learning: Learning, course: str, exercise: str) -> None:
        """Go on with the attempt that is unfinished, or begin one."""
        self.learning = learning
        self.course = course
        self.exercise = exercise

        def begin(progress: Progress) -> str:
            unfinished = progress.unfinished(course, exercise)
            return unfinished.id if unfinished else progress.begin_attempt(course, exercise)

        self._id = learning.note(begin)

    def prediction(self, prediction: Prediction, task: str | None = None) -> None:
        """Note an answer before its fact is known."""
        self.learning.note(
            lambda progress: progress.note_prediction(
                self._id.result(),
                prediction.question,
                prediction.given,
                prediction.confidence,
                task,
            )
        )

    def verdict(self, verdict: Verdict) -> None:
        """Note what became of a prediction."""
        self.learning.note(
            lambda progress: progress.note_verdict(
                self._id.result(),
                verdict.question,
                verdict.outcome == "right",
                verdict.fact,
                verdict.misconception,
                verdict.tests,
            )
        )

    async def made(self, task: str | None = None) -> Made:
        """Return what this attempt holds already, of a task or of what is asked outside of any."""
        from ormlab_tui.course.question import Prediction

        def read(progress: Progress) -> Made:
            attempt = progress.unfinished(self.course, self.exercise)
            if attempt is None or attempt.id != self._id.result():
                return Made()
            notes = {each.question: each for each in attempt.predictions if each.task == task}
            point = progress.resume_point(self.course, self.exercise)
            return Made(
                {
                    name: Prediction(each.question, each.given, each.confidence)
                    for name, each in notes.items()
                },
                frozenset(name for name, each in notes.items() if each.verdict is not None),
                point.step if point is not None and point.task == task else None,
            )

        return await self.learning.read(read)

    def here(self, task: str | None = None, step: int | None = None) -> None:
        """Note where the learner is, to come back to."""

        def note(progress: Progress) -> None:
            from ormlab_tui.progress import ResumePoint

            point = ResumePoint(self.course, self.exercise, self._id.result(), task, step)
            progress.save_resume_point(point)

        self.learning.note(note)

    def explanation(
        self, about: str, text: str, rubric: Sequence[str] = (), met: Collection[int] = ()
    ) -> None:
        """Note what the learner wrote, and again, with the rubric, once they marked it."""

        def note(progress: Progress) -> None:
            from ormlab_tui.progress import Mark

            marks = [Mark(point, place in met) for place, point in enumerate(rubric)]
            progress.note_explanation(self._id.result(), about, text, marks)

        self.learning.note(note)

    def hint(self, number: int) -> None:
        """Note that a hint was opened, 1 the first."""
        self.learning.note(lambda progress: progress.note_hint(self._id.result(), number))

    def checks(self, task: str | None, passed: bool, results: Iterable[CheckResult]) -> None:
        """Note a run of the checks."""
        kept = tuple(results)
        self.learning.note(
            lambda progress: progress.note_checks(self._id.result(), task, passed, kept)
        )

    def comment(self, task: str, line: int, text: str) -> None:
        """Note a comment on a line of a diff."""
        self.learning.note(
            lambda progress: progress.note_review_comment(self._id.result(), task, line, text)
        )

    def task_done(self, task: str) -> None:
        """Note that a task is done."""
        self.learning.note(lambda progress: progress.note_task_done(self._id.result(), task))

    def finish(self, ending: Ending) -> None:
        """Note that the attempt ended."""
        self.learning.note(lambda progress: progress.finish_attempt(self._id.result(), ending))

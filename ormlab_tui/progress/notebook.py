"""Progress itself: what the lab notes while the learner works, and what it asks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ormlab_tui.course.question import Confidence, Given
from ormlab_tui.progress import reading
from ormlab_tui.progress.model import (
    Attempt,
    BeliefStanding,
    CheckResult,
    Ending,
    Mark,
    ProgressError,
    ResumePoint,
    Standing,
)
from ormlab_tui.progress.saving import Saver
from ormlab_tui.progress.standing import belief_standings, exercise_standings
from ormlab_tui.progress.tables import (
    AttemptRow,
    CheckResultRow,
    CheckRunRow,
    ExplanationRow,
    FinishedTaskRow,
    HintRow,
    MarkRow,
    OfAttempt,
    PredictionRow,
    ResetRow,
    ResumePointRow,
    ReviewCommentRow,
    Row,
    VerdictRow,
)

_RowType = TypeVar("_RowType", bound=Row)


class Progress:
    """What the learner has done, in one database. Its methods block, and any thread may call.

    Once a note's method has returned without `trouble`, the note is kept, whatever happens to
    the process. An attempt is told by the id that `begin_attempt` returned. A note's method
    raises ProgressError only for what can never be noted, such as one of an attempt that isn't
    there; the others raise it for a database that can't be read.
    """

    def __init__(self, saver: Saver, kept: bool) -> None:
        """Made by `open_progress`. `kept` is whether anything outlives this process."""
        self.kept = kept
        self._saver = saver
        self._begun: dict[str, tuple[str, str, datetime]] = {}

    def __enter__(self) -> Progress:
        """Return itself, to be closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @property
    def place(self) -> str:
        """The database as it may be shown, without password."""
        return self._saver.place

    @property
    def trouble(self) -> str | None:
        """Why notes wait to be saved, in one sentence; None while all are saved."""
        return self._saver.trouble

    def close(self) -> str | None:
        """Try once more to save what waits, disconnect, and return `trouble`."""
        self._saver.flush()
        self._saver.engine.dispose()
        return self.trouble

    def begin_attempt(self, course: str, exercise: str) -> str:
        """Note that an attempt at the exercise began, and return its id."""
        attempt = uuid.uuid4().hex
        self._begun[attempt] = course, exercise, _now()

        def note(session: Session) -> None:
            self._attempt(session, attempt)

        self._saver.save(note)
        return attempt

    def note_prediction(
        self,
        attempt: str,
        question: str,
        given: Given,
        confidence: Confidence,
        task: str | None = None,
    ) -> None:
        """Note an answer, before its fact is known. The last before the verdict holds."""
        self._note(
            attempt,
            PredictionRow,
            question=question,
            given=given,
            confidence=confidence,
            task=task,
        )

    def note_verdict(
        self,
        attempt: str,
        question: str,
        right: bool,
        fact: Given | None = None,
        misconception: str | None = None,
        about: Iterable[str] = (),
    ) -> None:
        """Note what became of the last prediction for the question; the first verdict holds.

        `misconception` is the belief that the answer told, `about` are all beliefs that the
        question is about.
        """
        values = {"key": uuid.uuid4().hex, "at": _now(), "about": list(about)}
        values |= {"right": right, "fact": fact, "misconception": misconception}

        def note(session: Session) -> None:
            row = self._attempt(session, attempt)
            prediction = session.scalar(
                select(PredictionRow)
                .where(PredictionRow.attempt_id == row.id, PredictionRow.question == question)
                .order_by(PredictionRow.id.desc())
                .limit(1)
            )
            if prediction is None:
                raise ProgressError(f"nothing was predicted for {question!r} in this attempt")
            if prediction.verdict is None:
                session.add(VerdictRow(prediction=prediction, **values))

        self._saver.save(note)

    def note_hint(self, attempt: str, number: int) -> None:
        """Note that a hint was opened, 1 the first."""
        self._note(attempt, HintRow, number=number)

    def note_checks(
        self, attempt: str, task: str | None, passed: bool, results: Sequence[CheckResult] = ()
    ) -> None:
        """Note a run of a task's checks with the results of its tests."""

        def parts() -> dict[str, Any]:
            rows = [CheckResultRow(name=r.name, outcome=r.outcome, said=r.said) for r in results]
            return {"results": rows}

        self._note(attempt, CheckRunRow, parts, task=task, passed=passed)

    def note_explanation(
        self, attempt: str, about: str, text: str, marks: Sequence[Mark] = ()
    ) -> None:
        """Note the learner's words about a question or task; again with `marks` once marked."""

        def parts() -> dict[str, Any]:
            return {"marks": [MarkRow(point=mark.point, met=mark.met) for mark in marks]}

        self._note(attempt, ExplanationRow, parts, about=about, text=text)

    def note_review_comment(self, attempt: str, task: str, line: int, text: str) -> None:
        """Note a comment on a line of the task's diff, in place of an earlier one on it."""
        self._note(attempt, ReviewCommentRow, task=task, line=line, text=text)

    def note_task_done(self, attempt: str, task: str) -> None:
        """Note that a task of the exercise is done."""
        self._note(attempt, FinishedTaskRow, task=task)

    def finish_attempt(self, attempt: str, ending: Ending) -> None:
        """Note that the attempt ended, unless it has; its resume point is dropped."""
        now = _now()

        def note(session: Session) -> None:
            row = self._attempt(session, attempt)
            if row.finished is None:
                row.finished, row.ending = now, ending
            session.execute(delete(ResumePointRow).where(ResumePointRow.attempt == attempt))

        self._saver.save(note)

    def reset_exercise(self, course: str, exercise: str) -> None:
        """Let the exercise count as new; its attempts stay in the history."""
        key, now = uuid.uuid4().hex, _now()

        def note(session: Session) -> None:
            last = select(func.coalesce(func.max(AttemptRow.id), 0)).scalar_subquery()
            if not _is_there(session, ResetRow, key):
                session.add(
                    ResetRow(key=key, at=now, course=course, exercise=exercise, last_attempt=last)
                )
            session.execute(delete(ResumePointRow).where(*_of_exercise(course, exercise)))

        self._saver.save(note)

    def save_resume_point(self, point: ResumePoint) -> None:
        """Note where the learner is, in place of where they were in the exercise."""
        key, now = uuid.uuid4().hex, _now()

        def note(session: Session) -> None:
            if _is_there(session, ResumePointRow, key):
                return
            place = {"course": point.course, "exercise": point.exercise}
            where = {"attempt": point.attempt, "task": point.task, "step": point.step}
            row = ResumePointRow(key=key, at=now, **place, **where)
            session.add(row)
            session.flush()
            older = (*_of_exercise(point.course, point.exercise), ResumePointRow.id < row.id)
            session.execute(delete(ResumePointRow).where(*older))

        self._saver.save(note)

    def resume_point(self, course: str, exercise: str | None = None) -> ResumePoint | None:
        """Return where the learner was last in the course, or in the exercise."""
        return self._saver.read(lambda session: reading.resume_point(session, course, exercise))

    def history(self, course: str | None = None, exercise: str | None = None) -> list[Attempt]:
        """Return the attempts, the first begun first: all, a course's, or an exercise's."""
        return self._saver.read(lambda session: reading.history(session, course, exercise))

    def unfinished(self, course: str, exercise: str) -> Attempt | None:
        """Return the last attempt at the exercise if it can be gone on with."""
        attempts = self.history(course, exercise)
        last = attempts[-1] if attempts else None
        return last if last is not None and last.counts and last.finished is None else None

    def standings(self, course: str, now: datetime | None = None) -> dict[str, Standing]:
        """Return how the exercises stand that were ever begun, by their ids.

        An exercise that isn't there is new: `standings(...).get(id, Standing(course, id))`.
        """
        begun = self._saver.read(lambda session: reading.attempts_that_count(session, course))
        answers = self._saver.read(lambda session: reading.answers(session, course))
        return exercise_standings(begun, answers, now or _now())

    def beliefs(self, course: str | None = None) -> dict[str, BeliefStanding]:
        """Return how the learner stands on each misconception that a question was about."""
        answers = self._saver.read(lambda session: reading.answers(session, course))
        return belief_standings(answers)

    def _note(
        self,
        attempt: str,
        kind: type[OfAttempt],
        parts: Any = dict,
        **values: Any,
    ) -> None:
        """Save a row of an attempt; `parts` makes the rows that belong to it, anew each time."""
        key, now = uuid.uuid4().hex, _now()

        def note(session: Session) -> None:
            row = self._attempt(session, attempt)
            if not _is_there(session, kind, key):
                session.add(kind(key=key, at=now, attempt_id=row.id, **values, **parts()))  # type: ignore[call-arg]

        self._saver.save(note)

    def _attempt(self, session: Session, attempt: str) -> AttemptRow:
        """Return the attempt's row; make it if this attempt was begun here and it is gone.

        So it may be when another lab has set a damaged file aside meanwhile.
        """
        row = session.scalar(select(AttemptRow).where(AttemptRow.key == attempt))
        if row is not None:
            return row
        if attempt not in self._begun:
            raise ProgressError(f"there is no attempt {attempt!r} in {self.place}")
        course, exercise, at = self._begun[attempt]
        row = AttemptRow(key=attempt, at=at, course=course, exercise=exercise)
        session.add(row)
        session.flush()
        return row


def _of_exercise(course: str, exercise: str) -> tuple[Any, Any]:
    return ResumePointRow.course == course, ResumePointRow.exercise == exercise


def _is_there(session: Session, kind: type[Row], key: str) -> bool:
    return session.scalar(select(kind.id).where(kind.key == key)) is not None


def _now() -> datetime:
    return datetime.now(UTC)

"""Queries: rows into plain data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ormlab_tui.progress.model import (
    Answer,
    Attempt,
    Begun,
    CheckResult,
    CheckRun,
    Explanation,
    HintTaken,
    Mark,
    Predicted,
    ResumePoint,
    ReviewComment,
    TaskDone,
    Verdict,
)
from ormlab_tui.progress.tables import (
    AttemptRow,
    CheckRunRow,
    ExplanationRow,
    PredictionRow,
    ResetRow,
    ResumePointRow,
    VerdictRow,
)


def history(session: Session, course: str | None, exercise: str | None) -> list[Attempt]:
    """Return the attempts with all their notes, in a number of statements that doesn't grow."""
    rows = session.scalars(
        _of_course(select(AttemptRow), course, exercise)
        .order_by(AttemptRow.id)
        .options(
            selectinload(AttemptRow.predictions).options(joinedload(PredictionRow.verdict)),
            selectinload(AttemptRow.hints),
            selectinload(AttemptRow.checks).options(selectinload(CheckRunRow.results)),
            selectinload(AttemptRow.explanations).options(selectinload(ExplanationRow.marks)),
            selectinload(AttemptRow.comments),
            selectinload(AttemptRow.tasks_done),
        )
    )
    counting = set(session.scalars(select(AttemptRow.id).where(_counts())))
    return [_attempt(row, row.id in counting) for row in rows]


def attempts_that_count(session: Session, course: str) -> list[Begun]:
    """Return the course's attempts since each exercise was last begun anew."""
    rows = session.execute(
        select(
            AttemptRow.course,
            AttemptRow.exercise,
            AttemptRow.at,
            AttemptRow.finished,
            AttemptRow.ending,
        )
        .where(AttemptRow.course == course, _counts())
        .order_by(AttemptRow.id)
    )
    return [Begun(*row) for row in rows]


def answers(session: Session, course: str | None) -> list[Answer]:
    """Return every answer whose fact is known, in the order in which they were given."""
    rows = session.execute(
        _of_course(
            select(
                AttemptRow.course,
                AttemptRow.exercise,
                AttemptRow.id,
                _counts(),
                PredictionRow.question,
                PredictionRow.confidence,
                VerdictRow.right,
                VerdictRow.misconception,
                VerdictRow.about,
                VerdictRow.at,
            )
            .join(PredictionRow, PredictionRow.attempt_id == AttemptRow.id)
            .join(VerdictRow, VerdictRow.prediction_id == PredictionRow.id),
            course,
        ).order_by(PredictionRow.id)
    )
    return [
        Answer(
            course=row.course,
            exercise=row.exercise,
            attempt=row.id,
            counts=bool(row[3]),
            question=row.question,
            sure=row.confidence != "guess",
            right=row.right,
            misconception=row.misconception,
            about=_names(row.about),
            at=row.at,
        )
        for row in rows
    ]


def resume_point(session: Session, course: str, exercise: str | None) -> ResumePoint | None:
    """Return the last point in the course, or in one exercise of it."""
    query = select(ResumePointRow).where(ResumePointRow.course == course)
    if exercise is not None:
        query = query.where(ResumePointRow.exercise == exercise)
    row = session.scalar(query.order_by(ResumePointRow.id.desc()).limit(1))
    if row is None:
        return None
    return ResumePoint(row.course, row.exercise, row.attempt, row.task, row.step, row.at)


def _of_course(query: Select[Any], course: str | None, exercise: str | None = None) -> Select[Any]:
    if course is not None:
        query = query.where(AttemptRow.course == course)
    if exercise is not None:
        query = query.where(AttemptRow.exercise == exercise)
    return query


def _counts() -> ColumnElement[bool]:
    """Whether the attempt came after the last time its exercise was begun anew."""
    last = (
        select(func.coalesce(func.max(ResetRow.last_attempt), 0))
        .where(ResetRow.course == AttemptRow.course, ResetRow.exercise == AttemptRow.exercise)
        .correlate(AttemptRow)
        .scalar_subquery()
    )
    return AttemptRow.id > last


def _attempt(row: AttemptRow, counts: bool) -> Attempt:
    return Attempt(
        id=row.key,
        course=row.course,
        exercise=row.exercise,
        begun=row.at,
        finished=row.finished,
        ending=row.ending,  # type: ignore[arg-type]
        counts=counts,
        predictions=tuple(_predicted(each) for each in row.predictions),
        hints=tuple(HintTaken(each.number, each.at) for each in row.hints),
        checks=tuple(_check_run(each) for each in row.checks),
        explanations=tuple(_explanation(each) for each in row.explanations),
        comments=tuple(ReviewComment(c.task, c.line, c.text, c.at) for c in row.comments),
        tasks_done=tuple(TaskDone(each.task, each.at) for each in row.tasks_done),
    )


def _predicted(row: PredictionRow) -> Predicted:
    found = row.verdict
    verdict = None
    if found is not None:
        about = _names(found.about)
        verdict = Verdict(found.right, found.fact, found.misconception, about, found.at)
    confidence: Any = row.confidence
    return Predicted(row.question, row.given, confidence, row.task, row.at, verdict)


def _check_run(row: CheckRunRow) -> CheckRun:
    results = tuple(CheckResult(each.name, each.outcome, each.said) for each in row.results)
    return CheckRun(row.task, row.passed, results, row.at)


def _explanation(row: ExplanationRow) -> Explanation:
    marks = tuple(Mark(each.point, each.met) for each in row.marks)
    return Explanation(row.about, row.text, marks, row.at)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()

"""The tables. Notes are only ever added, so that two labs can't undo each other's.

Each row has a `key` made before it is sent: a note that is saved again, because nobody knows
whether the first time went through, is there once. `id` is the order in which notes came; the
clock may be set back in between.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from ormlab_tui.progress.columns import Moment, Name, Plain, Words

#: Every constraint has a name, so that a later migration can speak of it.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The tables' names begin with ormlab, since a shared database has others too."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Name, datetime: Moment}  # noqa: RUF012 (read by SQLAlchemy)


class Row:
    """What all rows have."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    at: Mapped[datetime]


class OfAttempt(Row):
    """What all notes of an attempt have."""

    attempt_id: Mapped[int] = mapped_column(ForeignKey("ormlab_attempts.id"), index=True)


class AttemptRow(Row, Base):
    """An attempt at an exercise, begun `at`."""

    __tablename__ = "ormlab_attempts"

    course: Mapped[str] = mapped_column(index=True)
    exercise: Mapped[str]
    finished: Mapped[datetime | None]
    ending: Mapped[str | None]

    predictions: Mapped[list[PredictionRow]] = relationship(order_by="PredictionRow.id")
    hints: Mapped[list[HintRow]] = relationship(order_by="HintRow.id")
    checks: Mapped[list[CheckRunRow]] = relationship(order_by="CheckRunRow.id")
    explanations: Mapped[list[ExplanationRow]] = relationship(order_by="ExplanationRow.id")
    comments: Mapped[list[ReviewCommentRow]] = relationship(order_by="ReviewCommentRow.id")
    tasks_done: Mapped[list[FinishedTaskRow]] = relationship(order_by="FinishedTaskRow.id")


class PredictionRow(OfAttempt, Base):
    """An answer that was given before the fact was known."""

    __tablename__ = "ormlab_predictions"

    question: Mapped[str]
    given: Mapped[Any] = mapped_column(Plain)
    confidence: Mapped[str]
    task: Mapped[str | None]

    verdict: Mapped[VerdictRow | None] = relationship(back_populates="prediction")


class VerdictRow(Row, Base):
    """The fact beside a prediction."""

    __tablename__ = "ormlab_verdicts"

    prediction_id: Mapped[int] = mapped_column(ForeignKey("ormlab_predictions.id"), unique=True)
    right: Mapped[bool] = mapped_column("is_right")
    fact: Mapped[Any | None] = mapped_column(Plain)
    misconception: Mapped[str | None]
    about: Mapped[Any] = mapped_column(Plain)

    prediction: Mapped[PredictionRow] = relationship(back_populates="verdict")


class HintRow(OfAttempt, Base):
    """A hint that was opened."""

    __tablename__ = "ormlab_hints"

    number: Mapped[int]


class CheckRunRow(OfAttempt, Base):
    """A run of a task's checks."""

    __tablename__ = "ormlab_check_runs"

    task: Mapped[str | None]
    passed: Mapped[bool]

    results: Mapped[list[CheckResultRow]] = relationship(order_by="CheckResultRow.id")


class CheckResultRow(Base):
    """One test of a run."""

    __tablename__ = "ormlab_check_results"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("ormlab_check_runs.id"), index=True)
    name: Mapped[str] = mapped_column(Words)
    outcome: Mapped[str]
    said: Mapped[str] = mapped_column(Words)


class ExplanationRow(OfAttempt, Base):
    """What the learner wrote about a question or a task."""

    __tablename__ = "ormlab_explanations"

    about: Mapped[str]
    text: Mapped[str] = mapped_column(Words)

    marks: Mapped[list[MarkRow]] = relationship(order_by="MarkRow.id")


class MarkRow(Base):
    """A point of a rubric that the learner marked themselves against."""

    __tablename__ = "ormlab_marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    explanation_id: Mapped[int] = mapped_column(ForeignKey("ormlab_explanations.id"), index=True)
    point: Mapped[str] = mapped_column(Words)
    met: Mapped[bool]


class ReviewCommentRow(OfAttempt, Base):
    """A comment on a line of a task's diff."""

    __tablename__ = "ormlab_review_comments"

    task: Mapped[str]
    line: Mapped[int]
    text: Mapped[str] = mapped_column(Words)


class FinishedTaskRow(OfAttempt, Base):
    """A task that was done."""

    __tablename__ = "ormlab_finished_tasks"

    task: Mapped[str]


class ResumePointRow(Row, Base):
    """Where the learner was. Of an exercise's, the last one holds."""

    __tablename__ = "ormlab_resume_points"

    course: Mapped[str] = mapped_column(index=True)
    exercise: Mapped[str]
    attempt: Mapped[str | None]
    task: Mapped[str | None]
    step: Mapped[int | None]


class ResetRow(Row, Base):
    """An exercise begun anew: its attempts up to `last_attempt` are history and no more."""

    __tablename__ = "ormlab_resets"

    course: Mapped[str] = mapped_column(index=True)
    exercise: Mapped[str]
    last_attempt: Mapped[int]

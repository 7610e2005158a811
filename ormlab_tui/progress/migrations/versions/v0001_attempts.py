"""Attempts with predictions, hints, checks and explanations; resume points; resets."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ormlab_attempts",
        *_row(),
        sa.Column("course", sa.String(200), nullable=False),
        sa.Column("exercise", sa.String(200), nullable=False),
        sa.Column("finished", sa.DateTime()),
        sa.Column("ending", sa.String(200)),
        *_constraints("ormlab_attempts"),
    )
    op.create_index("ix_ormlab_attempts_course", "ormlab_attempts", ["course"])
    _create_note_table(
        "ormlab_predictions",
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(200), nullable=False),
        sa.Column("task", sa.String(200)),
    )
    op.create_table(
        "ormlab_verdicts",
        *_row(),
        sa.Column("prediction_id", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.Text()),
        sa.Column("misconception", sa.String(200)),
        sa.Column("about", sa.Text(), nullable=False),
        *_constraints("ormlab_verdicts", prediction_id="ormlab_predictions"),
        sa.UniqueConstraint("prediction_id", name="uq_ormlab_verdicts_prediction_id"),
    )
    _create_note_table("ormlab_hints", sa.Column("number", sa.Integer(), nullable=False))
    _create_note_table(
        "ormlab_check_runs",
        sa.Column("task", sa.String(200)),
        sa.Column("passed", sa.Boolean(), nullable=False),
    )
    _create_part_table(
        "ormlab_check_results",
        ("run_id", "ormlab_check_runs"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
    )
    _create_note_table(
        "ormlab_explanations",
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    _create_part_table(
        "ormlab_marks",
        ("explanation_id", "ormlab_explanations"),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
    )
    _create_course_table(
        "ormlab_resume_points",
        sa.Column("attempt", sa.String(200)),
        sa.Column("task", sa.String(200)),
        sa.Column("step", sa.Integer()),
    )
    _create_course_table("ormlab_resets", sa.Column("last_attempt", sa.Integer(), nullable=False))


def _row() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    ]


def _constraints(table: str, **references: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("key", name=f"uq_{table}_key"),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
            for column, other in references.items()
        ),
    ]


def _create_note_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        *_row(),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        *columns,
        *_constraints(name, attempt_id="ormlab_attempts"),
    )
    op.create_index(f"ix_{name}_attempt_id", name, ["attempt_id"])


def _create_part_table(name: str, whole: tuple[str, str], *columns: sa.Column[Any]) -> None:
    column, table = whole
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{name}_{column}"),
    )
    op.create_index(f"ix_{name}_{column}", name, [column])


def _create_course_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        *_row(),
        sa.Column("course", sa.String(200), nullable=False),
        sa.Column("exercise", sa.String(200), nullable=False),
        *columns,
        *_constraints(name),
    )
    op.create_index(f"ix_{name}_course", name, ["course"])

"""Comments of a review, and the tasks of an exercise that are done."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_note_table(
        "ormlab_review_comments",
        sa.Column("task", sa.String(200), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    _create_note_table("ormlab_finished_tasks", sa.Column("task", sa.String(200), nullable=False))


def _create_note_table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("key", name=f"uq_{name}_key"),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["ormlab_attempts.id"], name=f"fk_{name}_attempt_id"
        ),
    )
    op.create_index(f"ix_{name}_attempt_id", name, ["attempt_id"])

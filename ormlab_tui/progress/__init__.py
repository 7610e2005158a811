"""What the learner has done: kept in SQLite in their data folder, or in any other database.

SQLAlchemy is imported when progress is opened, not with this package: the lab paints first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ormlab_tui.progress.model import (
    Attempt,
    BeliefStanding,
    CheckResult,
    CheckRun,
    Ending,
    Explanation,
    HintTaken,
    Mark,
    Predicted,
    ProgressError,
    ResumePoint,
    ReviewComment,
    Standing,
    StandingState,
    TaskDone,
    Verdict,
)

if TYPE_CHECKING:
    from ormlab_tui.progress.opening import OpenedProgress

__all__ = [
    "Attempt",
    "BeliefStanding",
    "CheckResult",
    "CheckRun",
    "Ending",
    "Explanation",
    "HintTaken",
    "Mark",
    "Predicted",
    "ProgressError",
    "ResumePoint",
    "ReviewComment",
    "Standing",
    "StandingState",
    "TaskDone",
    "Verdict",
    "open_progress",
]


def open_progress(
    url: str | None = None, path: Path | None = None, *, required: bool = False
) -> OpenedProgress:
    """Open progress; see `ormlab_tui.progress.opening.open_progress`. It blocks."""
    from ormlab_tui.progress import opening

    return opening.open_progress(url, path, required=required)

"""The signs and the theme's colour names for states and changes, the same in every pane.

Each meaning has a sign of one cell besides its colour, so that it is told without colour too.
The styles are names of the theme's colours, as `Content` takes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ormlab_tui.recording.values import AttributeStatus, ObjectStateName, TransactionStatus


@dataclass(frozen=True)
class Sign:
    """What stands for one meaning: a character of one cell and a style."""

    sign: str
    style: str


#: What matters less, and names. (``$text-muted`` is automatic contrast, which content ignores.)
QUIET: Final = "$foreground 60%"
NAME: Final = "$text-primary"

STATE_SIGNS: Final[dict[ObjectStateName, Sign]] = {
    "transient": Sign("○", "$text-secondary"),
    "pending": Sign("◐", "$text-warning"),
    "persistent": Sign("●", "$text-success"),
    "deleted": Sign("✕", "$text-error"),
    "detached": Sign("◇", "$text-primary"),
}

ATTRIBUTE_SIGNS: Final[dict[AttributeStatus, Sign]] = {
    "loaded": Sign(" ", "$text"),
    "modified": Sign("~", "$text-warning"),
    "expired": Sign("×", "$text-error"),
    "unloaded": Sign("·", QUIET),
    "unset": Sign("∅", QUIET),
}

TRANSACTION_SIGNS: Final[dict[TransactionStatus, Sign]] = {
    "none": Sign("·", QUIET),
    "active": Sign("▸", "$text-warning"),
    "needs-rollback": Sign("!", "bold $text-error on $error-muted"),
}

#: What this step did: rows of lists, statements, printed lines.
THIS_STEP: Final = Sign("▌", "bold $text-accent")
NOT_THIS_STEP: Final = Sign(" ", QUIET)
NEW: Final = Sign("+", "bold $text-success")
CHANGED: Final = Sign("~", "bold $text-warning")
GONE: Final = Sign("-", "bold $text-error")
MOVED: Final = Sign("→", "bold $text-accent")

SQL: Final = Sign("▪", "$text-primary")
BEGIN: Final = Sign("┌", "$text-warning")
COMMIT: Final = Sign("✓", "bold $text-success")
ROLLBACK: Final = Sign("↶", "bold $text-error")
SAVEPOINT: Final = Sign("┊", "$text-warning")
FLUSH: Final = Sign("⇣", "$text-secondary")
ERROR: Final = Sign("!", "bold $text-error")
EXCEPTION: Final = Sign("✗", "bold $text-error")
STDERR: Final = Sign("!", "$text-error")

#: Rows of a table: only in this transaction, only for everyone else, in both with other cells.
INSIDE: Final = Sign("+", "bold $text-success")
OUTSIDE: Final = Sign("−", "bold $text-error")
DIFFERS: Final = Sign("~", "bold $text-warning")
#: A row or a variable that the step took away: shown once more as it was.
TAKEN_AWAY: Final = Sign("×", "bold $text-error")

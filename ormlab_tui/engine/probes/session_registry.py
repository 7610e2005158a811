"""SQLAlchemy's registry of the sessions that are alive, by number, the newest last."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def sessions_by_number() -> dict[int, weakref.ref[Session]]:
    """Return the live registry: a reference to each session under its `hash_key`.

    The dictionary inside SQLAlchemy's weak one, so that looking into it makes no strong
    reference and costs the same however many sessions there are.
    """
    from sqlalchemy.orm import session

    registry: Any = session._sessions
    inner: dict[int, weakref.ref[Session]] = registry.data
    return inner

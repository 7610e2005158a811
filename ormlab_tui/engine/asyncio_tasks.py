"""Which task of asyncio runs, and which one waits for it."""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any

from ormlab_tui.engine.describe import clip, encodable

_MAX_HOPS = 4


def current_task() -> Any:
    """Return the task that runs in this thread's event loop, or None."""
    events = sys.modules.get("asyncio.events")
    if events is None:
        return None
    loop = events._get_running_loop()
    if loop is None:
        return None
    return sys.modules["asyncio.tasks"].current_task(loop)


def name_of(task: Any) -> str | None:
    """Return a task's name."""
    return encodable(clip(str(task.get_name()))) if task is not None else None


def waiting_for(task: Any) -> Any:
    """Return the task that waits for `task`, directly or through a shield, or None.

    SQLAlchemy's asynchronous sessions close in a task of their own, which the statement that
    closes them waits for.
    """
    passed = [task]
    for _ in range(_MAX_HOPS):
        follower = _follower(passed)
        if follower is None or hasattr(type(follower), "get_name"):
            return follower
        passed.append(follower)
    return None


def _follower(passed: list[Any]) -> Any:
    """Return the task or the future that the last future wakes when it is done."""
    futures = sys.modules["asyncio.futures"].Future
    for callback, _ in getattr(passed[-1], "_callbacks", None) or ():
        if type(callback) is FunctionType:
            held = [cell.cell_contents for cell in callback.__closure__ or ()]
        else:
            # A task that waits is woken by a bound method, or by C's likeness of one.
            held = [callback.__self__] if hasattr(type(callback), "__self__") else []
        for each in held:
            if isinstance(each, futures) and not any(each is other for other in passed):
                return each
    return None

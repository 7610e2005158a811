"""Listeners that never raise into the script, whatever goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")

#: Faults of the recorder itself, for its own tests; bounded.
faults: list[str] = []
_MAX_FAULTS = 20


def quietly(function: Callable[P, object]) -> Callable[P, None]:
    """Return `function` as a listener that returns None and never raises."""

    def listener(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except BaseException as error:
            note_fault(error)

    return listener


def note_fault(error: BaseException) -> None:
    """Keep a fault's text; the exception itself would keep the script's frames alive."""
    if len(faults) < _MAX_FAULTS:
        faults.append(_text(error))


def _text(error: BaseException) -> str:
    # Made here, not by `traceback`: importing that now could run a module of the script's folder.
    lines = [f"{type(error).__name__}: {error.args!r:.200}"]
    traceback = error.__traceback__
    while traceback is not None:
        lines.append(f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return "\n  ".join(lines)

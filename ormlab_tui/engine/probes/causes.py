"""Why a statement was sent: read from the names of SQLAlchemy's own functions on the stack.

SQLAlchemy's public events don't tell a `get` from a `refresh` or a lazy load from an eager one,
so the frames between the driver call and the script are matched, innermost first, against the
table below. Leading underscores don't count: 2.1 renamed classes that 2.0 has without them.
"""

from __future__ import annotations

import re
from types import CodeType, FrameType
from typing import Any, NamedTuple

from ormlab_tui.engine.call_stack import outer_frame
from ormlab_tui.recording.events import Cause, FlushTrigger

_LABELS: tuple[tuple[str, str], ...] = (
    (r"LazyLoader\.(emit_lazyload|load_for_state)", "lazy-load"),
    (r"(DeferredColumnLoader\.load_for_state|LoadDeferredColumns\.__call__)", "deferred-load"),
    (r"(SelectInLoader|SubqueryLoader|ImmediateLoader)\..*", "eager-load"),
    (r"load_subclass_via_in.*", "eager-load"),
    (r"InstanceState\.load_expired", "refresh-expired"),
    (r"Session\.refresh", "refresh"),
    (r"Session\.get_impl", "get"),
    (r"(UOWTransaction\.execute|Session\.flush)", "flush"),
    (r"Session\.autoflush", "autoflush"),
    (r"SessionTransaction\.prepare_impl", "commit"),
    (r"SessionTransaction\.take_snapshot", "begin-nested"),
    (r"(BulkORM\w+|BulkUDCompileState)\..*", "bulk"),
    (r"(Session\.bulk_save_mappings|bulk_insert|bulk_update)", "bulk"),
    (r"AbstractORMCompileState\.orm_execute_statement", "query"),
    (r"(Inspector\..*|MetaData\.reflect|Table\.autoload)", "reflection"),
    (r"\w*Dialect\w*\.(has_|get_)\w+", "reflection"),
    (r"Connection\.execute_ddl", "ddl"),
)
_PATTERN = re.compile("|".join(f"(?P<l{n}>{pattern})" for n, (pattern, _) in enumerate(_LABELS)))
_FLUSHES: dict[str, FlushTrigger] = {
    "autoflush": "autoflush",
    "begin-nested": "autoflush",
    "commit": "commit",
}
_ATTRIBUTE_LOADS = ("lazy-load", "deferred-load")
_labels: dict[int, tuple[CodeType, str | None]] = {}


class Why(NamedTuple):
    """A statement's cause, and the state whose attribute asked for it, where one did."""

    cause: Cause
    state: Any


def label_of(code: CodeType) -> str | None:
    """Return the label of a function of SQLAlchemy, or None."""
    known = _labels.get(id(code))
    if known is not None:
        return known[1]
    label = None
    if "sqlalchemy" in code.co_filename:
        name = ".".join(
            part if part.startswith("__") else part.lstrip("_")
            for part in code.co_qualname.split(".")
        )
        match = _PATTERN.fullmatch(name)
        if match is not None and match.lastgroup is not None:
            label = _LABELS[int(match.lastgroup[1:])][1]
    # The code object is kept with its label, so that its id can't come to mean another.
    _labels[id(code)] = (code, label)
    return label


def chain(frame: FrameType | None, script_codes: dict[int, Any]) -> list[tuple[str, FrameType]]:
    """Return the labelled frames from the innermost out to the script's first frame."""
    found: list[tuple[str, FrameType]] = []
    crossed = False
    while True:
        if frame is None:
            # SQLAlchemy's asyncio runs the session in a greenlet: go on where that waits.
            frame = None if crossed else outer_frame()
            crossed = True
            if frame is None:
                return found
        code = frame.f_code
        if id(code) in script_codes:
            return found
        known = _labels.get(id(code))
        label = known[1] if known is not None else label_of(code)
        if label is not None:
            found.append((label, frame))
        frame = frame.f_back


def why(frame: FrameType | None, script_codes: dict[int, Any], is_orm: bool) -> Why:
    """Return why the statement about to be sent from `frame` is sent."""
    labelled = chain(frame, script_codes)
    if not labelled:
        return Why("core", None)
    label, at = labelled[0]
    outward = [each for each, _ in labelled]
    if label == "flush":
        trigger = _FLUSHES.get(_flush_label(outward))
        cause: Cause = "autoflush" if trigger == "autoflush" else "flush"
        return Why("commit" if trigger == "commit" else cause, None)
    if label in _ATTRIBUTE_LOADS:
        return _attribute_load(label, at, outward)
    if label == "refresh-expired":
        return Why("get" if _before("get", outward) else "refresh-expired", None)
    if label == "query":
        if not is_orm:
            return Why("core", None)
        if len(labelled) > 1 and outward[1] in _ATTRIBUTE_LOADS:
            return _attribute_load(outward[1], labelled[1][1], outward)
        return Why(_asked_through(outward), None)
    if label in _FLUSHES:
        return Why("query" if is_orm else "core", None)
    return Why(label, None)  # type: ignore[arg-type]


def _attribute_load(label: str, at: FrameType, outward: list[str]) -> Why:
    """Return the cause of a load of one attribute, and the state that has the attribute."""
    state = at.f_locals.get("state")
    if label == "lazy-load" and "eager-load" in outward:
        # An eager loader may ask through the attribute's own lazy loader.
        return Why("eager-load", state)
    return Why(label, state)  # type: ignore[arg-type]


def _asked_through(outward: list[str]) -> Cause:
    """Return the cause of an ORM SELECT: the loader that sent it, else a query."""
    label = outward[1] if len(outward) > 1 else "query"
    if label == "refresh-expired":
        return "get" if _before("get", outward) else "refresh-expired"
    if label in ("eager-load", "refresh", "get", "bulk"):
        return label  # type: ignore[return-value]
    return "query"


def _before(label: str, outward: list[str]) -> bool:
    """Return whether `label` comes before anything that would make it another matter."""
    for each in outward:
        if each == label:
            return True
        if each in ("flush", "autoflush", "commit", "bulk"):
            return False
    return False


def _flush_label(outward: list[str]) -> str:
    for label in outward:
        if label in _FLUSHES:
            return label
        if label != "flush":
            break
    return "flush"


def flush_trigger(frame: FrameType | None, script_codes: dict[int, Any]) -> FlushTrigger:
    """Return what triggered the flush that begins in `frame`."""
    labels = [label for label, _ in chain(frame, script_codes)]
    return _FLUSHES.get(_flush_label(labels), "explicit")

"""The probe for variables: the script's frames and what their names stand for."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Iterable
from types import (
    BuiltinFunctionType,
    FrameType,
    FunctionType,
    MethodType,
    ModuleType,
    NoneType,
)
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.describe import is_subclass
from ormlab_tui.engine.probes.glimpses import UNCHANGING, glimpse_of
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.redaction import HIDDEN_VALUE, names_a_password
from ormlab_tui.recording.changes import Change, FramePopped, FramePushed, VariablesChanged
from ormlab_tui.recording.values import FrameValue

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry, ThreadStack
    from ormlab_tui.engine.recorder import OpenStep, Recorder

#: Names that stand for code, not for data, are no variables to look at.
_CODE = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, type)
_DATA = frozenset(
    map(id, (int, str, float, bool, bytes, NoneType, list, dict, tuple, set, frozenset))
)
_CONTAINERS = frozenset(map(id, (list, dict, set)))
_MAX_CONTAINERS = 12
_IS_CODE, _IS_MAPPED, _IS_DATA = range(3)
_MISSING: Any = object()
_IMPORTS = ("import", "importfrom")
_LOOKS_AT_LOCALS = frozenset(("locals", "vars", "dir", "eval", "exec"))
_VARARGS, _VARKEYWORDS, _OPTIMIZED = 0x04, 0x08, 0x01


class VariablesProbe(Probe):
    """Looks at the names that a statement mentions, when the next one of its frame begins.

    Lists, dictionaries and sets are looked at again with every statement of their frame, up to
    a number, because they change without being mentioned.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        clears_locals: bool,
        is_mapped: Callable[[type], bool],
        in_hand: Callable[[Any], str | None],
        watch_of: Callable[[Any], Callable[[], Any] | None],
    ) -> None:
        self._recorder = recorder
        self._is_mapped = is_mapped
        self._in_hand = in_hand
        self._watch_of = watch_of
        #: By a class's id: a reference to the class, and what its values are.
        self._kinds: dict[int, tuple[weakref.ref[type], int]] = {}
        self._pending: list[Change] = []
        self._clears_locals = clears_locals and sys.version_info[:2] == (3, 12)

    def frame_entered(self, stack: ThreadStack, entry: Entry, frame: FrameType) -> None:
        names = _arguments(frame)
        if names and not entry.variables:
            entry.variables.update(self._read(entry, names, frame)[0])
        entry.shown = True
        self._pending.append(
            FramePushed(
                FrameValue(
                    stack.name,
                    entry.depth,
                    entry.code.function,
                    entry.code.file.name,
                    dict(entry.variables),
                )
            )
        )

    def frame_left(self, stack: ThreadStack, entry: Entry) -> None:
        if entry.shown:
            self._pending.append(FramePopped(stack.name, entry.depth))
            entry.shown = False

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        if self._pending:
            changes.extend(self._pending)
            self._pending.clear()
        if entry is None or frame is None or entry.statement is None:
            return
        statement = entry.statement
        names = statement.names
        if not names or statement.kind in _IMPORTS:
            return
        self._compare(step.stack, entry, names, frame, changes)
        if entry.depth:
            module = step.stack.entries[0]
            if module is not entry and module.code.file is entry.code.file:
                shared = [name for name in names if name in module.variables]
                if shared:
                    self._compare(step.stack, module, shared, frame, changes)

    def _compare(
        self,
        stack: ThreadStack,
        entry: Entry,
        names: Iterable[str],
        frame: FrameType,
        changes: list[Change],
    ) -> None:
        bound, unbound = self._read(entry, names, frame)
        if not bound and not unbound:
            return
        entry.variables.update(bound)
        for name in unbound:
            del entry.variables[name]
            entry.containers.pop(name, None)
            entry.values.pop(name, None)
        changes.append(VariablesChanged(stack.name, entry.depth, bound, unbound))

    def _read(
        self, entry: Entry, names: Iterable[str], frame: FrameType
    ) -> tuple[dict[str, str], list[str]]:
        values = frame.f_globals if entry.code.function == "<module>" else _locals(frame)
        bound: dict[str, str] = {}
        unbound: list[str] = []
        shown, raws, containers = entry.variables, entry.values, entry.containers
        get, text, kinds = values.get, self._recorder.describer.text, self._kinds
        for name in names:
            value = get(name, _MISSING)
            if value is _MISSING:
                if name in shown:
                    unbound.append(name)
                continue
            cls = type(value)
            kind = id(cls)
            if kind in UNCHANGING:
                if raws.get(name, _MISSING) is value:
                    continue
                raws[name] = value
                secret = cls is str and names_a_password(name)
                described = HIDDEN_VALUE if secret else text(value)
            elif kind in _DATA:
                has_room = name in containers or len(containers) < _MAX_CONTAINERS
                if has_room and kind in _CONTAINERS:
                    # Looked at below, as with every statement of the frame.
                    containers.setdefault(name, None)
                    continue
                raws.pop(name, None)
                described = text(value)
            else:
                raws.pop(name, None)
                known = kinds.get(kind)
                met = known is not None and known[0]() is cls
                what = known[1] if met else self._meet(cls)  # type: ignore[index]
                if what == _IS_CODE:
                    continue
                token = self._in_hand(value) if what == _IS_MAPPED else None
                described = text(value) if token is None else token
            if shown.get(name) != described:
                bound[name] = described
        if containers:
            self._read_containers(entry, values, bound, unbound)
        if self._clears_locals and values is not frame.f_globals:
            self._release(frame, values)
        return bound, unbound

    def _read_containers(
        self, entry: Entry, values: Any, bound: dict[str, str], unbound: list[str]
    ) -> None:
        others: list[str] = []
        for name, glimpse in entry.containers.items():
            value = values.get(name, _MISSING)
            if value is _MISSING:
                if name in entry.variables and name not in unbound:
                    unbound.append(name)
                continue
            kind = id(type(value))
            if kind not in _CONTAINERS:
                others.append(name)
            elif glimpse is not None and kind == glimpse[0] and glimpse[1].shows(value):
                continue
            else:
                made = glimpse_of(value, self._watch_of)
                entry.containers[name] = None if made is None else (kind, made)
                entry.values.pop(name, None)
            described = self._recorder.describer.text(value)
            if entry.variables.get(name) != described:
                bound[name] = described
        for name in others:
            # The name stands for something else now, which is looked at where it is mentioned.
            del entry.containers[name]

    def _meet(self, cls: type) -> int:
        """Return what the class's values are, and keep it in mind."""
        module = type.__getattribute__(cls, "__module__")
        if any(is_subclass(cls, each) for each in _CODE) or (
            type(module) is str and module == "typing"
        ):
            what = _IS_CODE
        else:
            what = _IS_MAPPED if self._is_mapped(cls) else _IS_DATA
        self._kinds[id(cls)] = (weakref.ref(cls), what)
        return what

    @staticmethod
    def _release(frame: FrameType, values: Any) -> None:
        # On 3.12 this dictionary stays with the frame and would keep alive what the script
        # has dropped. It is filled anew whenever it is asked for.
        code = frame.f_code
        if code.co_flags & _OPTIMIZED and _LOOKS_AT_LOCALS.isdisjoint(code.co_names):
            values.clear()


def _arguments(frame: FrameType) -> tuple[str, ...]:
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & _VARARGS) + bool(code.co_flags & _VARKEYWORDS)
    return code.co_varnames[:count]


def _locals(frame: FrameType) -> Any:
    values = frame.f_locals
    # A class body's namespace may be a mapping of the script's own, with code of its own.
    return values if type(values).__module__ == "builtins" else {}

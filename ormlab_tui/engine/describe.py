"""Text for any value without running a line of the script's code.

Only exact builtin types are printed by their own `repr`; everything else is named by its class,
because a `__repr__`, `__str__`, `__len__` or `__class__` of the script may do anything at all.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from types import NoneType
from typing import Any

from ormlab_tui.engine.redaction import HIDDEN_VALUE, hide_passwords, names_a_password
from ormlab_tui.recording.values import Scalar

MAX_TEXT = 200
MAX_ITEMS = 8
MAX_DEPTH = 3
MAX_PARAMETER = 4000
#: How much of a text is looked through for a password before it is cut.
_LOOKED_THROUGH = 4000

_type_name: Callable[[type], str] = type.__dict__["__name__"].__get__
_arguments_of: Callable[[BaseException], Any] = BaseException.__dict__["args"].__get__
_type_mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_instance_dict = object.__getattribute__

_PLAIN = frozenset(map(id, (float, bool, complex, NoneType, timedelta, range, slice)))
#: Classes of the standard library whose `repr` is their own; named, not imported, because
#: most scripts never do.
_TRUSTED = frozenset(
    (
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("uuid", "UUID"),
        ("pathlib", "PosixPath"),
        ("pathlib._local", "PosixPath"),
    )
)
_AS_STRING = frozenset((("decimal", "Decimal"), ("uuid", "UUID")))
_DATES = frozenset(map(id, (datetime, date, time)))
_BRACKETS: dict[int, tuple[str, str]] = {
    id(list): ("[", "]"),
    id(tuple): ("(", ")"),
    id(set): ("{", "}"),
    id(frozenset): ("frozenset({", "})"),
}
_SAFE_ZONES = frozenset(map(id, (timezone, NoneType)))
_INT_BITS = 512


def class_name(cls: type) -> str:
    """Return the class's `__name__`, past any metaclass that says otherwise."""
    return clip(str(_type_name(cls)))


def is_subclass(cls: type, base: type) -> bool:
    """Return whether `base` is in the class's real method resolution order."""
    return any(each is base for each in _type_mro(cls))


def clip(text: str, limit: int = MAX_TEXT) -> str:
    """Return the text, cut with an ellipsis at `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced, so that it can be stored as UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


#: What a value of a class is described by, beyond the builtin types.
TextOf = Callable[[Any], str | None]


class Describer:
    """Describes values. Probes add kinds of their own, which have tokens instead of texts."""

    def __init__(self) -> None:
        self._kinds: list[Callable[[type], TextOf | None]] = []
        #: By a class's id: a reference to the class, and how its values are described.
        self._known: dict[int, tuple[weakref.ref[type], TextOf]] = {}

    def add_kind(self, kind: Callable[[type], TextOf | None]) -> None:
        """Let `kind` say, once for each class, how its values are described, or None."""
        self._kinds.append(kind)

    def text(self, value: Any, depth: int = 0) -> str:
        """Return one bounded line of text for the value."""
        cls = type(value)
        if cls is int:
            return repr(value) if value.bit_length() < _INT_BITS else "<int of many digits>"
        if cls is str:
            if "=" in value or "://" in value:
                value = hide_passwords(value[:_LOOKED_THROUGH])
            if value.isascii() and len(value) <= MAX_TEXT:
                return repr(value)
            return encodable(repr(clip(value)))
        kind = id(cls)
        if kind in _PLAIN:
            return repr(value)
        if kind in _BRACKETS:
            return self._items(value, kind, depth)
        if cls is dict:
            return self._pairs(value, depth)
        if kind in _DATES:
            return _date_text(value)
        if cls is bytes or cls is bytearray:
            return clip(repr(bytes(value[:MAX_TEXT])))
        known = self._known.get(kind)
        if known is None or known[0]() is not cls:
            known = self._known[kind] = (weakref.ref(cls), self._text_of(cls))
        return known[1](value) or f"<{class_name(cls)}>"

    def _text_of(self, cls: type) -> TextOf:
        for kind in self._kinds:
            text = kind(cls)
            if text is not None:
                return text
        if _origin(cls) in _TRUSTED:
            return lambda value: clip(repr(value))
        if is_subclass(cls, list):
            return self._list_subclass
        name = f"<{class_name(cls)}>"
        return lambda value: name

    def _items(self, value: Any, kind: int, depth: int) -> str:
        opening, closing = _BRACKETS[kind]
        if depth >= MAX_DEPTH:
            return f"{opening}…{closing}"
        count = len(value)
        texts = []
        for item in value:
            texts.append(self.text(item, depth + 1))
            if len(texts) == MAX_ITEMS:
                break
        if kind in (id(set), id(frozenset)):
            texts.sort()
        inside = ", ".join(texts)
        if count > MAX_ITEMS:
            inside += f", … {count} in all"
        elif kind == id(tuple) and count == 1:
            inside += ","
        elif kind == id(set) and not count:
            return "set()"
        return clip(opening + inside + closing, 2 * MAX_TEXT)

    def _list_subclass(self, value: list[Any]) -> str:
        # SQLAlchemy's instrumented collections are lists whose own methods are not called here.
        count = list.__len__(value)
        texts = [
            self.text(list.__getitem__(value, place), 1) for place in range(min(count, MAX_ITEMS))
        ]
        if count > MAX_ITEMS:
            texts.append(f"… {count} in all")
        return clip("[" + ", ".join(texts) + "]", 2 * MAX_TEXT)

    def _pairs(self, value: dict[Any, Any], depth: int) -> str:
        if depth >= MAX_DEPTH:
            return "{…}"
        texts = []
        for key, item in value.items():
            secret = type(item) is str and names_a_password(key)
            shown = HIDDEN_VALUE if secret else self.text(item, depth + 1)
            texts.append(f"{self.text(key, depth + 1)}: {shown}")
            if len(texts) == MAX_ITEMS:
                break
        inside = ", ".join(texts)
        if len(value) > MAX_ITEMS:
            inside += f", … {len(value)} in all"
        return clip("{" + inside + "}", 2 * MAX_TEXT)

    def scalar(self, value: Any) -> Scalar:
        """Return the value as a cell or a parameter: itself where JSON has it, else text."""
        cls = type(value)
        if cls is str:
            return encodable(value if len(value) <= MAX_PARAMETER else clip(value, MAX_PARAMETER))
        if cls is int:
            if -(2**63) <= value < 2**63:
                return int(value)
            return self.text(value)
        if cls is bool or value is None:
            return value  # type: ignore[no-any-return]
        if cls is float:
            return value if value - value == 0.0 else repr(value)
        if id(cls) in _DATES:
            return _date_text(value, iso=True)
        if _origin(cls) in _AS_STRING:
            return str(value)
        return self.text(value)


def _origin(cls: type) -> tuple[Any, str]:
    module = type.__getattribute__(cls, "__module__")
    return (module if type(module) is str else None, class_name(cls))


def _date_text(value: Any, iso: bool = False) -> str:
    zone = getattr(value, "tzinfo", None)
    if id(type(zone)) not in _SAFE_ZONES:
        return f"<{class_name(type(value))} with a time zone>"
    return (
        value.isoformat(" ")
        if iso and type(value) is datetime
        else (value.isoformat() if iso else repr(value))
    )


def exception_text(error: BaseException, describer: Describer) -> str:
    """Return an exception's message without calling a `__str__` of the script."""
    arguments = _arguments_of(error)
    if type(arguments) is not tuple or not arguments:
        return ""
    if len(arguments) == 1:
        only = arguments[0]
        return _message(only) if type(only) is str else describer.text(only)
    if is_subclass(type(error), OSError) and type(arguments[1]) is str:
        return clip(f"[Errno {describer.text(arguments[0])}] {arguments[1]}", 1000)
    if type(arguments[0]) is str and "(" in arguments[0][:1]:
        # A driver's error wrapped by SQLAlchemy: (message, parameters, original).
        return _message(arguments[0])
    return clip("(" + ", ".join(describer.text(each) for each in arguments[:MAX_ITEMS]) + ")", 1000)


def _message(text: str) -> str:
    return clip(encodable(hide_passwords(text[:_LOOKED_THROUGH])), 1000)

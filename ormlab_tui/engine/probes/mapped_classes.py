"""What the recorder knows of each mapped class: its name and its attributes, in order."""

from __future__ import annotations

from typing import Any, NamedTuple

from ormlab_tui.engine.describe import class_name


class MappedAttribute(NamedTuple):
    """One attribute: its key, whether a loader stands behind it, and its scalar default.

    The default is what reading gives before there is a value: a class mapped as a dataclass
    has one on SQLAlchemy 2.1, where the value is not in the instance's dictionary.
    """

    key: str
    has_loader: bool
    default: Any


class MappedClass:
    """One mapped class. `attributes` follow the class's own order, columns first."""

    __slots__ = ("_count", "attributes", "keys", "manager", "name", "number")

    def __init__(self, manager: Any) -> None:
        self.manager = manager
        self.name = class_name(manager.class_)
        self.number = 0
        self._count = -1
        self.attributes: tuple[MappedAttribute, ...] = ()
        self.keys: list[str] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the attributes anew if the class has got further ones, such as a backref."""
        count = dict.__len__(self.manager)
        if count == self._count:
            return
        columns: list[MappedAttribute] = []
        others: list[MappedAttribute] = []
        complete = True
        for key, attribute in dict.items(self.manager):
            impl = getattr(attribute, "impl", None)
            if impl is None:
                complete = complete and not hasattr(attribute, "impl")
                continue
            scalar = getattr(impl, "default_accepts_scalar_loader", None)
            if scalar is None:
                # A synonym or a composite: it stands for attributes that are here themselves.
                continue
            described = MappedAttribute(
                key, impl.callable_ is not None, getattr(impl, "_default_scalar_value", None)
            )
            (columns if scalar else others).append(described)
        self.attributes = (*columns, *others)
        self.keys = [attribute.key for attribute in self.attributes]
        self._count = count if complete else -1


class MappedClasses:
    """The mapped classes met so far, by their manager."""

    def __init__(self) -> None:
        self._of_manager: dict[int, MappedClass] = {}

    def of(self, state: Any) -> MappedClass:
        """Return the class of an instance's state."""
        manager = state.manager
        known = self._of_manager.get(id(manager))
        if known is None or known.manager is not manager:
            known = self._of_manager[id(manager)] = MappedClass(manager)
        else:
            known.refresh()
        return known

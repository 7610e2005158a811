"""Hears when the script imports SQLAlchemy, before any of the script's own listeners can be."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class ImportWatch:
    """A finder that finds nothing itself: it tells when the modules it watches have been run."""

    def __init__(self, imported: dict[str, Callable[[], None]]) -> None:
        """`imported` says what to call after each module, by the module's name."""
        self._imported = dict(imported)

    def install(self) -> None:
        """Go in front of the finders."""
        sys.meta_path.insert(0, self)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the module's own spec, whose loader tells when it is done."""
        imported = self._imported.pop(name, None)
        if imported is None:
            return None
        if not self._imported and self in sys.meta_path:
            sys.meta_path.remove(self)
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            loader: Any = _TellingLoader(spec.loader, imported)
            spec.loader = loader
        return spec


class _TellingLoader:
    """Runs a module by its own loader, gives it back that loader, and tells."""

    def __init__(self, loader: Any, imported: Callable[[], None]) -> None:
        self._loader = loader
        self._imported = imported

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        # Importing makes much and drops nothing: looking for garbage meanwhile would cost the
        # script the time that recording it takes anyhow.
        collects = gc.isenabled()
        gc.disable()
        try:
            self._loader.exec_module(module)
        finally:
            if collects:
                gc.enable()
        self._imported()

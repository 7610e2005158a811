"""Starts the recorder as Python starts, so that the script itself runs as `python SCRIPT` does.

This folder is put first on PYTHONPATH for the recorded process alone. Before anything else it
takes every trace of that away (the variable, the entry of `sys.path`, the module), and lets a
`sitecustomize` of the user's own have its turn.
"""

from __future__ import annotations

import builtins
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import module_from_spec
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = "ORMLAB_RECORDER"
_BUILTINS = dict(vars(builtins))


class _LoaderApart(SourceFileLoader):
    """Gives a module builtins that are not the script's."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = ModuleType(spec.name)
        vars(module)["__builtins__"] = _BUILTINS
        return module


class _FinderApart:
    """Finds the recorder's own modules.

    The script may replace or delete any builtin function; the recorder goes on with the true ones.
    """

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] != "ormlab_tui":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _LoaderApart(spec.loader.name, spec.loader.path)
        return spec


def _boot() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    settings = os.environ.pop(SETTINGS, None)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    rest = os.pathsep.join(entry for entry in others if entry != here)
    if rest:
        os.environ["PYTHONPATH"] = rest
    else:
        os.environ.pop("PYTHONPATH", None)
    if settings is not None:
        _record(settings, here)
    _run_the_users_own()


def _run_the_users_own() -> None:
    spec = PathFinder.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        module = module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


def _record(settings: str, here: str) -> None:
    root = os.path.dirname(os.path.dirname(os.path.dirname(here)))
    found = root in sys.path
    if not found:
        # A checkout that isn't installed, or another environment's Python.
        sys.path.append(root)
    sys.meta_path.insert(0, _FinderApart)
    try:
        from ormlab_tui.engine.child import start

        start(settings)
    finally:
        sys.meta_path.remove(_FinderApart)
        if not found:
            sys.path.remove(root)


_boot()

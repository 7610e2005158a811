"""Starts the recorder as Python starts, so that the script itself runs as `python SCRIPT` does.

This folder is put first on PYTHONPATH for the recorded process alone. Before anything else it
takes every trace of that away (the variable, the entry of `sys.path`, the module), and lets a
`sitecustomize` of the user's own have its turn.
"""

import os
import sys

SETTINGS = "ORMLAB_RECORDER"


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
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

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
    try:
        from ormlab_tui.engine.child import start
    finally:
        if not found:
            sys.path.remove(root)
    start(settings)


_boot()

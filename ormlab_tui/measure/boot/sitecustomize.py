"""Starts the clock as Python starts, so that the measured script runs as `python SCRIPT` does.

As the recorder's: this folder is first on PYTHONPATH for the measured process alone, and every
trace of that is taken away before the script's first line.
"""

import os
import runpy
import sys
from pathlib import Path


def _boot() -> None:
    here = Path(__file__).resolve().parent
    settings = os.environ.pop("ORMLAB_RECORDER", None)
    sys.path[:] = [entry for entry in sys.path if not _leads_to(here, entry)]
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    rest = os.pathsep.join(entry for entry in others if not _leads_to(here, entry))
    if rest:
        os.environ["PYTHONPATH"] = rest
    else:
        os.environ.pop("PYTHONPATH", None)
    # With no settings left in the environment, all that the recorder's does is to let a
    # sitecustomize of the user's own have its turn.
    runpy.run_path(str(here.parents[1] / "engine" / "boot" / "sitecustomize.py"))
    if settings is not None:
        _start_clock(settings, str(here.parents[2]))


def _leads_to(here: Path, entry: str) -> bool:
    return bool(entry) and Path(entry).resolve() == here


def _start_clock(settings: str, root: str) -> None:
    found = root in sys.path
    if not found:
        # A checkout that isn't installed, or another environment's Python.
        sys.path.append(root)
    try:
        from ormlab_tui.measure.clock import start
    finally:
        if not found:
            sys.path.remove(root)
    start(settings)


_boot()

"""The recorder's own boot, which also writes down what went wrong in the recorder itself.

When Python looks for cycles depends on all that was made before, the recorder's own things
included: here it looks only where a script asks it to, so that two recordings can be compared.

The recorder swallows its faults, so that they can't reach the script. Here they are appended to
the file that ORMLAB_TEST_FAULTS names, when the interpreter exits and all else is done.
"""

import atexit
import gc
import importlib
import os
import sys
from pathlib import Path

import ormlab_tui

_BOOT = os.path.join(os.path.dirname(ormlab_tui.__file__), "engine", "boot")


def _write_faults(path: str) -> None:
    quietly = sys.modules.get("ormlab_tui.engine.quietly")
    faults = vars(quietly)["faults"] if quietly is not None else ["the recorder did not start"]
    if faults:
        Path(path).write_text("\n\n".join(faults))


def _go_on_as_the_real_one() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [_BOOT if entry == here else entry for entry in sys.path]
    os.environ["PYTHONPATH"] = os.environ["PYTHONPATH"].replace(here, _BOOT, 1)
    gc.disable()
    # Registered first, so that it runs last.
    atexit.register(_write_faults, os.environ.pop("ORMLAB_TEST_FAULTS"))
    del sys.modules["sitecustomize"]
    importlib.import_module("sitecustomize")


_go_on_as_the_real_one()

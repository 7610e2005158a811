"""The process that runs the tests: `python -P boot.py` with the settings in its environment.

What decides on the outcomes is imported before the learner's folder comes onto `sys.path`, so
that no module of theirs takes its place by its name.
"""

import os
import sys
from pathlib import Path

SETTINGS = "ORMLAB_CHECK"


def main() -> None:
    """Run the tests that the settings name, and end at once."""
    text = os.environ.pop(SETTINGS)
    root = str(Path(__file__).resolve().parents[2])
    found = root in sys.path
    if not found:
        # A checkout that isn't installed.
        sys.path.append(root)
    from ormlab_tui.checks.testing import run_tests

    if not found:
        sys.path.remove(root)
    run_tests(text)


if __name__ == "__main__":
    main()

"""What all tests share."""

from __future__ import annotations

import gc
import os

import pytest

# The tests start thousands of processes, each of which would compile all of ormlab anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Let the collector pass over what is imported: that takes a tenth of the screens' tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes test side by side: many tests wait for another process."""
    return 2 * (os.cpu_count() or 1)

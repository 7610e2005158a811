"""What all tests share."""

from __future__ import annotations

import os

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes test side by side: many tests wait for another process."""
    return 2 * (os.cpu_count() or 1)

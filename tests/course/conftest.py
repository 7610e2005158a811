"""One recording that is asked everything, made once in each test process."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record

SHOP = Path(__file__).parent / "samples" / "shop.py"


@pytest.fixture(scope="session")
def shop() -> Recording:
    """The recording of samples/shop.py."""
    return record(Run(SHOP))

"""The style sheets of the panes and of the widgets inside them, for the app's CSS_PATH.

Named apart from the panes, so that the app need not import them before it shows something.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE = Path(__file__).parent

CSS_PATHS: Final[tuple[Path, ...]] = (
    _HERE / "widgets" / "line_list.tcss",
    _HERE / "panes" / "pane.tcss",
    _HERE / "panes" / "objects.tcss",
    _HERE / "panes" / "code.tcss",
    _HERE / "widgets" / "timeline.tcss",
)

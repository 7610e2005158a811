"""The panes: one kind of fact each, and the registry that the shell builds its screens from."""

from __future__ import annotations

from pathlib import Path

from ormlab_tui.lab.panes.database import DatabasePane
from ormlab_tui.lab.panes.identity_map import IdentityMapPane
from ormlab_tui.lab.panes.objects import ObjectsPane
from ormlab_tui.lab.panes.output import OutputPane
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.sql import SqlPane
from ormlab_tui.lab.panes.variables import VariablesPane

_HERE = Path(__file__).parent

#: In the order in which they stand and in which their tabs follow.
PANES: tuple[type[Pane], ...] = (
    SqlPane,
    IdentityMapPane,
    ObjectsPane,
    DatabasePane,
    VariablesPane,
    OutputPane,
)

#: The style sheets of the panes and of the widgets inside them, for the app's CSS_PATH.
CSS_PATHS: tuple[Path, ...] = (
    _HERE.parent / "widgets" / "line_list.tcss",
    _HERE / "pane.tcss",
    _HERE / "objects.tcss",
    _HERE / "code.tcss",
    _HERE.parent / "widgets" / "timeline.tcss",
)

__all__ = ["CSS_PATHS", "PANES", "Pane"]

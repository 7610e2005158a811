"""The panes: one kind of fact each, and the registry that the shell builds its screens from."""

from __future__ import annotations

from ormlab_tui.lab.panes.database import DatabasePane
from ormlab_tui.lab.panes.identity_map import IdentityMapPane
from ormlab_tui.lab.panes.objects import ObjectsPane
from ormlab_tui.lab.panes.output import OutputPane
from ormlab_tui.lab.panes.pane import Pane
from ormlab_tui.lab.panes.sql import SqlPane
from ormlab_tui.lab.panes.variables import VariablesPane

#: In the order in which they stand and in which their tabs follow.
PANES: tuple[type[Pane], ...] = (
    SqlPane,
    IdentityMapPane,
    ObjectsPane,
    DatabasePane,
    VariablesPane,
    OutputPane,
)

__all__ = ["PANES", "Pane"]

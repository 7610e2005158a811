"""The keys of the measuring screen, the most needed first."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from ormlab_tui.lab.measure_words import sign_of

#: Versions that have a key to step through them.
MOST_STEPPED: Final = 9

MEASURE_KEYS: Final[list[BindingType]] = [
    Binding("r", "measure", "Measure", tooltip="Measure the versions", id="measure.run"),
    Binding(
        "k", "stop", "Stop", tooltip="Stop measuring; what came stays shown", id="measure.stop"
    ),
    Binding(
        "ctrl+s,f5",
        "done",
        "Done",
        tooltip="Go on, once everything is measured",
        id="measure.done",
    ),
    Binding(
        "right",
        "quantity(1)",
        "Quantity",
        tooltip="Next: time, statements, round trips, memory",
        id="measure.quantity",
    ),
    Binding(
        "left",
        "quantity(-1)",
        "Back",
        show=False,
        tooltip="Show the quantity before",
        id="measure.quantity-before",
    ),
    Binding(
        "v",
        "view",
        "View",
        tooltip="Plot, table or SQL, where there is room for one",
        id="measure.view",
    ),
    Binding(
        "l",
        "scale",
        "Scale",
        tooltip="Let the axes go up by factors, or by amounts",
        id="measure.scale",
    ),
    *(
        Binding(
            str(number),
            f"step({number - 1})",
            f"Step {sign_of(number - 1).sign}",
            tooltip=f"Step through version {number} with a few rows",
            id=f"measure.step-{number}",
        )
        for number in range(1, MOST_STEPPED + 1)
    ),
    Binding(
        "d",
        "database",
        "Database",
        show=False,
        tooltip="Choose the database to measure on",
        id="measure.database",
    ),
    Binding("b,f4", "brief", "Brief", show=False, tooltip="Read the brief", id="measure.brief"),
    Binding("escape", "leave", "Leave", tooltip="Go back to the tasks", id="measure.leave"),
]

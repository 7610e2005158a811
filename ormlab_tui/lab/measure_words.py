"""Measured numbers in words, and what a measurement says in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.words import counted
from ormlab_tui.measure.results import Quantity, Sent
from ormlab_tui.measure.summary import Ratio

#: What can be drawn, with its title, in the order in which it is gone through.
QUANTITIES: Final[dict[Quantity, str]] = {
    "seconds": "Seconds",
    "statements": "Statements",
    "round_trips": "Round trips",
    "peak_mib": "Memory",
}
#: Each version's points, told apart without colour, and the line between them.
VERSION_SIGNS: Final = (
    Sign("●", "bold $text-primary"),
    Sign("▲", "bold $text-accent"),
    Sign("■", "bold $text-success"),
    Sign("◆", "bold $text-secondary"),
)
LINE_SIGNS: Final = ("·", "-", "=", "+")
#: Before a ratio that may be the machine's doing.
OVERLAP: Final = "≈"

ROUND_TRIP_NOTE: Final = (
    "A round trip is one hand-over to the database's driver, counted in a recording of a run made "
    "apart. What the driver makes of an executemany is not seen from here."
)

_SET, _SETS = "set of parameters", "sets of parameters"


def sign_of(place: int) -> Sign:
    """Return the sign of the version in that place."""
    return VERSION_SIGNS[place % len(VERSION_SIGNS)]


def seconds_words(seconds: float) -> str:
    """Return a time with as many places as say something."""
    if seconds < 0.1:
        return f"{seconds:.4f} s"
    return f"{seconds:.3f} s" if seconds < 10 else f"{seconds:,.1f} s"


def quantity_words(quantity: Quantity, value: float) -> str:
    """Return a value of the quantity with its unit."""
    if quantity == "seconds":
        return seconds_words(value)
    if quantity == "peak_mib":
        return f"{value:,.1f} MiB"
    return f"{value:,.0f}"


def times_words(times: float) -> str:
    """Return how many times as much, to two places that say something."""
    if times == 1:
        return "1"
    return f"{times:.1f}" if times < 10 else f"{times:,.0f}"


def sent_words(sent: Sent) -> str:
    """Return how often a statement was executed and how it went to the driver."""
    executed = "executed once" if sent.statements == 1 else f"executed {sent.statements:,} times"
    trips, sets = sent.round_trips, sent.parameter_sets
    if trips > sent.statements:
        # One set can hold the values of many rows.
        rows = sent.rowcount if sent.rowcount is not None else 0
        each = _each(rows, trips, "row") if rows > sets else _each(sets, trips, _SET, _SETS)
        words = f"{executed}, in {counted(trips, 'round trip')} with {each} each"
    elif sets > trips:
        again = "" if trips == 1 else " each time"
        words = f"{executed}, an executemany with {_each(sets, trips, _SET, _SETS)}{again}"
    else:
        words = executed
    # A driver that hands rows back, as for RETURNING, counts none.
    if sent.rowcount is not None and sent.rowcount > 0:
        words += f"; rowcount {sent.rowcount:,}"
    return words


def _each(number: int, trips: int, noun: str, plural: str | None = None) -> str:
    about = "" if number % trips == 0 else "about "
    return f"{about}{counted(round(number / trips), noun, plural)}"


def ratio_words(ratios: Sequence[Ratio]) -> list[str]:
    """Return which version took longer, and by how much, a sentence for each pair of them."""
    pairs: dict[tuple[str, str], list[Ratio]] = {}
    for ratio in ratios:
        pairs.setdefault((ratio.slower, ratio.faster), []).append(ratio)
    sentences = []
    for (slower, faster), those in pairs.items():
        told = ", ".join(
            f"{'' if each.apart else OVERLAP}{times_words(each.ratio)} times with "
            f"{counted(each.size, 'row')}"
            for each in those
        )
        note = "" if all(each.apart for each in those) else f" ({OVERLAP}: their runs overlap)"
        sentences.append(f"{slower} took longer than {faster}: {told}{note}.")
    return sentences

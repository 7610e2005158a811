"""What measuring yields, one struct for each thing that was found out."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

#: What can be drawn against the number of rows.
Quantity = Literal["seconds", "peak_mib", "statements", "round_trips"]


class Measured(msgspec.Struct, frozen=True):
    """One untraced run of one version.

    `seconds` go from the script's first line to its last, imports of SQLAlchemy left out.
    `peak_mib` is the most memory that the process held at once, `start_mib` the same at the
    script's first line.
    """

    version: str
    size: int
    repeat: int
    seconds: float
    peak_mib: float
    start_mib: float


class Sent(msgspec.Struct, frozen=True):
    """One statement that a version sent, and how.

    `statement` is cut where it is long. `statements` counts how often SQLAlchemy executed it,
    `round_trips` how often it handed it to the driver for that, `parameter_sets` with how many
    sets of parameters in all: more than one at a time is the driver's executemany, and what
    the driver makes of that is not seen here. `rowcount` is the sum of what the driver said
    after each, None where it once said nothing.
    """

    statement: str
    statements: int
    round_trips: int
    parameter_sets: int
    rowcount: int | None


class Counted(msgspec.Struct, frozen=True):
    """What one version sent, counted in a recording of it: SQL, and transactions committed."""

    version: str
    size: int
    statements: int
    round_trips: int
    commits: int
    sent: tuple[Sent, ...]


class NotCounted(msgspec.Struct, frozen=True):
    """A version whose recording went beyond its limits, as a sentence. It is timed all the same."""

    version: str
    size: int
    sentence: str


class Compared(msgspec.Struct, frozen=True):
    """Whether all versions left the same rows: how many, and in what they differ, in a sentence.

    `difference` is None where they don't, and `rows` counts the first version's.
    """

    size: int
    rows: int
    difference: str | None


class Failed(msgspec.Struct, frozen=True):
    """A version that could not be measured with that many rows, and why, in one sentence.

    It is not run with more rows. `output` is the end of what it printed to standard error.
    """

    version: str
    size: int
    sentence: str
    output: str


Result: TypeAlias = Measured | Counted | NotCounted | Compared | Failed

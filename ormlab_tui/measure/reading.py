"""What the clock in the measured process says. Imports little: that process is being timed."""

from __future__ import annotations

import msgspec

#: The environment variable with the URL of the database to work on.
URL_VARIABLE = "ORMLAB_MEASURE_URL"


class Reading(msgspec.Struct, frozen=True, tag="reading", array_like=True):
    """Seconds since the script began, and the most MiB that the process held at once so far."""

    seconds: float
    peak_mib: float

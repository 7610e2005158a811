"""What the doctor finds."""

from __future__ import annotations

from typing import Literal

import msgspec

#: `good`; `wrong`, with advice; or `note`: nothing is wrong with it, but it is worth knowing.
State = Literal["good", "wrong", "note"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. No value and no advice has a password in it."""

    section: str
    name: str
    value: str
    state: State = "good"
    advice: str | None = None

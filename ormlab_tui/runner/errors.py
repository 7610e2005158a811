"""Why a script could not be recorded at all."""

from __future__ import annotations


class RunError(Exception):
    """There is no recording; the text is one sentence that says why and what to do."""

"""Why nothing could be checked at all."""

from __future__ import annotations


class CheckError(Exception):
    """There is nothing to check; the text is one sentence that says why and what to do."""

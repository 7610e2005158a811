"""One run of one version, timed or recorded, to its end, and why it failed if it did."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ormlab_tui.measure.reading import Reading
from ormlab_tui.recording import Recording
from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import End
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.run import Run, add_payload

#: The folder whose sitecustomize module starts the clock as Python itself starts.
CLOCK = Path(__file__).parent / "boot"
_MAX_OUTPUT = 2000
_MAX_WORDS = 400
_reading = msgspec.msgpack.Decoder(Reading).decode


class FailedRunError(Exception):
    """A run that did not do its work; the text says what it did instead, after "it"."""

    def __init__(self, what: str, output: str = "", *, limit: bool = False) -> None:
        """`output` is what it printed to standard error, `limit` that it was ended for its size."""
        sentence = " ".join(what.split())
        super().__init__(sentence if len(sentence) <= _MAX_WORDS else f"{sentence[:_MAX_WORDS]}…")
        self.output = output[-_MAX_OUTPUT:]
        self.limit = limit


def timed(run: Run) -> tuple[Reading, Reading]:
    """Run a version that was given `CLOCK` and return the clock at its first and last line.

    Raises FailedRunError.
    """
    try:
        *readings, last = list(run)
        end = decode(last)
        assert isinstance(end, End)
        _check(end)
        if len(readings) != 2:
            raise FailedRunError("ended at once, before its time could be taken", end.stderr)
        return _reading(readings[0]), _reading(readings[1])
    except RunError as error:
        raise FailedRunError(f"could not be started: {error}") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise FailedRunError(f"sent something wrong: {error}") from error


def recorded(run: Run) -> Recording:
    """Record a version and return the recording. Raises FailedRunError."""
    recording: Recording | None = None
    try:
        for payload in run:
            recording = add_payload(recording, payload)
    except RunError as error:
        raise FailedRunError(f"could not be recorded: {error}") from error
    if recording is None or recording.end is None:
        raise FailedRunError("sent nothing")
    _check(recording.end)
    return recording


def _check(end: End) -> None:
    outcome = end.outcome
    if outcome.kind == "cancelled" or outcome.kind.endswith("-limit"):
        raise FailedRunError(f"was {outcome.message}", end.stderr, limit=True)
    if outcome.kind == "crashed":
        raise FailedRunError(f"was {outcome.message}", end.stderr)
    if outcome.exit_code:
        said = outcome.message or _what_ended_it(end.stderr)
        reason = f": {said}" if said else ""
        raise FailedRunError(f"ended with exit code {outcome.exit_code}{reason}", end.stderr)


def _what_ended_it(stderr: str) -> str:
    """Return the line of the last traceback that names the exception, else the last line."""
    _, traceback, printed = stderr.rpartition("Traceback (most recent call last):\n")
    lines = [line for line in printed.splitlines() if line.strip()]
    if traceback:
        # The frames are indented, and what follows the exception is more of its message.
        lines = [line for line in lines if not line[0].isspace()][:1]
    return lines[-1].strip() if lines else ""

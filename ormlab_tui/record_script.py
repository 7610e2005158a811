"""Recording a script from the command line: into a file, into memory, or both."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import End, Outcome
from ormlab_tui.recording.recording import Recording
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.recording_file import RecordingFile
from ormlab_tui.runner.run import Run, add_payload

_STEP = b"\xa4step"
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Recorded(msgspec.Struct, frozen=True):
    """What was recorded: how many steps, how it ended, and the recording where it was kept."""

    steps: int
    outcome: Outcome
    recording: Recording | None


def record_script(
    script: Path,
    arguments: Sequence[str],
    limits: Limits,
    database: str | None,
    target: Path | None,
    *,
    keep: bool,
) -> Recorded:
    """Run the script with this process's standard input and return what was recorded.

    It is written to `target`, if there is one, while the script runs, and also kept in memory
    if `keep`. Ctrl+C and the signals that ask a process to end cancel the run. Raises RunError,
    one sentence, if there is no recording.
    """
    run = Run(script, arguments, limits, stdin=None, database=database)
    file = RecordingFile(target, script) if target is not None else None
    recording: Recording | None = None
    steps = 0
    last = b""
    try:
        with _cancelled_by_signals(run):
            for payloads in run.batches():
                if file is not None:
                    file.write(payloads)
                for payload in payloads:
                    steps += payload.startswith(_STEP, 1)
                    if keep:
                        recording = add_payload(recording, payload)
                last = payloads[-1]
    except RunError:
        if file is not None and not last:
            file.discard()
        raise
    if file is not None:
        file.finish()
    end = decode(last)
    if not isinstance(end, End):
        raise RunError(f"{script} was not recorded to its end")
    return Recorded(steps, end.outcome, recording)


@contextmanager
def _cancelled_by_signals(run: Run) -> Iterator[None]:
    def cancel(_number: int, _frame: Any) -> None:
        run.cancel()

    before = {}
    for number in _STOP_SIGNALS:
        # What a parent such as nohup has set to be ignored stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, cancel)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

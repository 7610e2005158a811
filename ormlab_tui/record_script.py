"""Recording a script from the command line: into a file, into memory, or both.

The script is started first. Whatever is needed to read what it sends is imported while its
process gets ready.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ormlab_tui.runner.child import BOOT, Child
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.recording_file import RecordingFile
from ormlab_tui.runner.script import check_script

if TYPE_CHECKING:
    from ormlab_tui.recording import Outcome, Recording
    from ormlab_tui.runner.run import Run

_STEP = b"\xa4step"
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Recorded(NamedTuple):
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
    check_script(script)
    file = RecordingFile(target, script) if target is not None else None
    stop = _Stop()
    with _heard_signals(stop):
        child = Child(
            script,
            arguments,
            max_steps=limits.max_steps,
            tracer=None,
            database=database,
            stdin=None,
            boot=BOOT,
        )
        try:
            from ormlab_tui.runner.run import Run

            run = Run(script, arguments, limits, database=database, child=child)
            stop.cancels(run)
            return _recorded(run, file, keep=keep)
        finally:
            child.close()


def _recorded(run: Run, file: RecordingFile | None, *, keep: bool) -> Recorded:
    # What is needed at the end is got ready while the child's process gets ready.
    import ormlab_tui.account  # noqa: F401
    from ormlab_tui.recording.framing import decode, prepare
    from ormlab_tui.recording.messages import End
    from ormlab_tui.runner.run import add_payload

    prepare()
    recording: Recording | None = None
    steps = 0
    last = b""
    try:
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
        raise RunError(f"{run.script} was not recorded to its end")
    return Recorded(steps, end.outcome, recording)


class _Stop:
    """A wish to end the run, which may come before there is one."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._wished = False

    def wish(self, _number: int, _frame: Any) -> None:
        """End the run: a signal handler."""
        self._wished = True
        if self._run is not None:
            self._run.cancel()

    def cancels(self, run: Run) -> None:
        """Let the wish end this run, also if it came before."""
        self._run = run
        if self._wished:
            run.cancel()


@contextmanager
def _heard_signals(stop: _Stop) -> Iterator[None]:
    before = {}
    for number in _STOP_SIGNALS:
        # What a parent such as nohup has set to be ignored stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, stop.wish)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

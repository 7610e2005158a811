"""One run of one script, recorded: its messages as they come, its limits, its end."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import msgspec

from ormlab_tui.recording.framing import decode, split
from ormlab_tui.recording.messages import End, Header, Outcome
from ormlab_tui.recording.recording import Recording, RecordingError
from ormlab_tui.runner.child import BOOT, Child
from ormlab_tui.runner.ending import (
    CANCELLED,
    Stopped,
    decide_outcome,
    ended_with_too_much,
    stopped_by_memory,
    stopped_by_output,
    stopped_by_time,
)
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.printed import PrintedEvents, printed_text
from ormlab_tui.runner.printed_file import PrintedFile
from ormlab_tui.runner.script import check_script

_LOOK_SECONDS = 0.005
_MEASURE_SECONDS = 0.05
_MIB = 1024 * 1024
_encode = msgspec.msgpack.Encoder().encode
#: How an end begins: an array of four with its tag.
_END = _encode(End(Outcome("finished"), "", ""))[:5]


class Run:
    """One run of a script. Iterate over it once, in one thread; `cancel` from any thread.

    Iterating starts the child and yields the payloads of the recording's messages, each a
    few milliseconds after it was sent and the completed `End` last. Whichever way the iteration
    is left, no process and no file of the run remains.
    """

    def __init__(
        self,
        script: Path,
        arguments: Sequence[str] = (),
        limits: Limits | None = None,
        *,
        stdin: int | IO[bytes] | None = subprocess.DEVNULL,
        tracer: str | None = None,
        database: str | None = None,
        python: str = sys.executable,
        boot: Path = BOOT,
        environment: Mapping[str, str] | None = None,
        child: Child | None = None,
        cwd: Path | None = None,
        writable: Path | None = None,
    ) -> None:
        """Raises RunError, one sentence, if the script is none that can be run.

        `stdin` is as for `subprocess.Popen`: nothing to read unless told otherwise, None for
        this process's own. `tracer` None leaves the choice to the child, `database` is a URL
        that the script's own gives way to, `boot` is the folder whose sitecustomize module
        records, `environment` is added to this process's own, `child` is this run's, where it
        was started already, and `cwd` is the folder to run in, with `script` absolute; None is
        this process's own. `writable` is a folder that it may write into in a sandbox too.
        """
        if child is None:
            check_script(script)
        self.script = script
        self.limits = limits if limits is not None else Limits()
        self._arguments = tuple(arguments)
        self._stdin = stdin
        self._tracer = tracer
        self._database = database
        self._python = python
        self._boot = boot
        self._environment = environment
        self._cwd = cwd
        self._writable = writable
        self._child = child
        # No lock and no event: a signal handler may set it at any moment.
        self._cancelled = False
        self._printed = PrintedEvents()
        self._said: Outcome | None = None
        self._begun = False
        self._buffer = bytearray()

    def cancel(self) -> None:
        """End the run soon and keep what was recorded. For any thread and signal handler."""
        self._cancelled = True

    def __iter__(self) -> Iterator[bytes]:
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[list[bytes]]:
        """Yield the payloads as iterating does, those that came together in one list.

        Raises RunError if the child can't be started or ends before it has begun to record.
        """
        child = self._child or Child(
            self.script,
            self._arguments,
            max_steps=self.limits.max_steps,
            tracer=self._tracer,
            database=self._database,
            stdin=self._stdin,
            python=self._python,
            boot=self._boot,
            environment=self._environment,
            cwd=self._cwd,
            writable=self._writable,
        )
        try:
            yield from self._follow(child)
        finally:
            child.close()

    def _follow(self, child: Child) -> Iterator[list[bytes]]:
        begin = measured = time.monotonic()
        stopped: Stopped | None = None
        while stopped is None:
            # Asked first: what an ended child sent is all there to be read.
            ended = child.has_ended()
            if payloads := self._payloads(child.read()):
                yield payloads
            if ended:
                break
            now = time.monotonic()
            if self._cancelled:
                stopped = CANCELLED
            elif now - begin > self.limits.max_seconds:
                stopped = stopped_by_time(self.limits)
            elif now - measured > _MEASURE_SECONDS:
                measured = now
                stopped = self._measured(child)
            if stopped is None and not payloads:
                time.sleep(_LOOK_SECONDS)
        exit_code = child.end()
        payloads = self._payloads(child.read())
        if not self._begun:
            raise RunError(self._false_start(child, stopped, exit_code))
        if stopped is None and self._printed_too_much(child):
            stopped = ended_with_too_much(self.limits)
        yield [*payloads, _encode(self._end(child, stopped, exit_code))]

    def _printed_too_much(self, child: Child) -> bool:
        printed = child.stdout.status.st_size + child.stderr.status.st_size
        return printed > self.limits.max_output * _MIB

    def _measured(self, child: Child) -> Stopped | None:
        if self._printed_too_much(child):
            return stopped_by_output(self.limits)
        processes, limit = child.processes, self.limits.max_memory
        if processes.memory() > limit and processes.exact_memory() > limit:
            return stopped_by_memory(self.limits)
        return None

    def _payloads(self, data: bytes) -> list[bytes]:
        """Return the whole payloads that `data` completes, the child's own end left out."""
        if not data:
            return []
        self._buffer += data
        frames = split(self._buffer)
        del self._buffer[: frames.consumed]
        payloads = []
        for payload in frames.payloads:
            self._begun = True
            if payload.startswith(_END):
                end = decode(payload)
                if isinstance(end, End):
                    self._said = end.outcome
                    continue
            self._printed.look(payload)
            payloads.append(payload)
        return payloads

    def _end(self, child: Child, stopped: Stopped | None, exit_code: int) -> End:
        outcome = decide_outcome(self._said, stopped, exit_code)
        cut_short = outcome.kind in (
            "step-limit",
            "time-limit",
            "memory-limit",
            "output-limit",
            "cancelled",
        )
        limit = self.limits.max_output * _MIB
        stdout, stderr = child.stdout.read(limit), child.stderr.read(limit)
        if cut_short:
            # What was still in the script's buffers when it was killed is only in its events.
            stdout += self._printed.tail("stdout", stdout)
            stderr += self._printed.tail("stderr", stderr)
        return End(outcome, printed_text(stdout), printed_text(stderr))

    def _false_start(self, child: Child, stopped: Stopped | None, exit_code: int) -> str:
        if stopped is not None:
            return f"{self.script} was not recorded: {stopped.message}, before it began"
        reason = _last_line(child.stderr) or f"exit code {exit_code}"
        return f"{self.script} can't be recorded with {self._python}: {reason}"


def record(run: Run) -> Recording:
    """Run the script to its end and return the recording.

    Raises RunError if there is none.
    """
    recording: Recording | None = None
    for payload in run:
        recording = add_payload(recording, payload)
    if recording is None:
        raise RunError(f"{run.script} was not recorded: its process sent nothing")
    return recording


def add_payload(recording: Recording | None, payload: bytes) -> Recording:
    """Return the recording with one more message; the first one, the header, makes it.

    Raises RunError for a payload that does not belong there.
    """
    try:
        message = decode(payload)
        if recording is None:
            if not isinstance(message, Header):
                raise RecordingError("its first message is no header")
            return Recording(message)
        recording.add(message)
    except (msgspec.DecodeError, RecordingError) as error:
        raise RunError(f"the recorded process sent something wrong: {error}") from error
    return recording


def _last_line(printed: PrintedFile) -> str:
    lines = printed.read(_MIB).decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else ""

"""One run of tests: their results as they come, the limits, the end."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from ormlab_tui.checks.check_child import CheckChild
from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.ledger import Ledger
from ormlab_tui.checks.results import (
    CheckEnd,
    CheckMessage,
    CheckOutcome,
    ChildMessage,
    TestName,
)
from ormlab_tui.checks.room import Layer, Room
from ormlab_tui.recording.framing import split
from ormlab_tui.runner.ending import (
    CANCELLED,
    Stopped,
    decide_outcome,
    stopped_by_memory,
    stopped_by_output,
    stopped_by_time,
)
from ormlab_tui.runner.limits import Limits

CHECK_LIMITS = Limits(max_seconds=30.0, max_memory=1024, max_output=4)
_LOOK_SECONDS = 0.005
_MEASURE_SECONDS = 0.05
_MIB = 1024 * 1024
_decoder = msgspec.msgpack.Decoder(ChildMessage)


class TestFile(msgspec.Struct, frozen=True):
    """A test file of the course: where it lies and whether the learner may see it.

    `nodes` are the tests of it that are to run, as ``Class::test``; none: all of them.
    """

    __test__ = False

    path: Path
    hidden: bool = False
    nodes: tuple[str, ...] = ()


class CheckRun:
    """Tests to run. Iterate over it, in one thread; `cancel` from any thread.

    Each iteration lays a fresh folder, starts a process and yields `TestsFound`, then for each
    test `TestStarted` and `TestResult` as they come, and a `CheckEnd` last. A test that was cut
    off, or not reached, has a result that says so. Whichever way the iteration is left, no
    process and no file of it remains.
    """

    def __init__(
        self,
        folder: Layer | Sequence[Layer],
        tests: Sequence[TestFile],
        limits: Limits | None = None,
        *,
        select: Sequence[str] = (),
        visible: Sequence[Path] = (),
        hash_seed: int | None = None,
        room: Room | None = None,
    ) -> None:
        """The tests are laid into a copy of `folder`, or of several layers of files (see
        `Layer`), the later over the earlier.

        `select` leaves out the tests that have none of its texts in their node
        (``test_file.py::Class::test``), `visible` are further test files laid but not run, and
        `room` is a room to lie in that goes on being there.
        """
        self._layers: tuple[Layer, ...] = (
            (folder,) if isinstance(folder, Path | Mapping) else tuple(folder)
        )
        self._tests = tuple(tests)
        self._limits = limits if limits is not None else CHECK_LIMITS
        self._select = list(select)
        self._visible = tuple(visible)
        self._hash_seed = hash_seed
        self._room = room
        self._cancelled = False

    def cancel(self) -> None:
        """End the run soon. For any thread and signal handler."""
        self._cancelled = True

    def __iter__(self) -> Iterator[CheckMessage]:
        """Raises CheckError, one sentence, if the tests can't be laid out or started."""
        if self._room is not None:
            yield from self._in(self._room)
        else:
            with Room() as room:
                yield from self._in(room)

    def _in(self, room: Room) -> Iterator[CheckMessage]:
        visible = [*self._visible, *(test.path for test in self._tests if not test.hidden)]
        room.lay(self._layers, visible, [test.path for test in self._tests if test.hidden])
        names = [TestName(test.path.name, test.path.name, test.hidden) for test in self._tests]
        ledger = Ledger(names)
        child = CheckChild(
            room,
            self._nodes(hidden=False),
            self._nodes(hidden=True),
            self._select,
            self._limits,
            self._hash_seed,
        )
        try:
            yield from self._follow(child, ledger)
        finally:
            child.close()

    def _nodes(self, *, hidden: bool) -> list[str]:
        nodes: list[str] = []
        for test in self._tests:
            if test.hidden == hidden:
                name = test.path.name
                nodes += [f"{name}::{node}" for node in test.nodes] or [name]
        return nodes

    def _follow(self, child: CheckChild, ledger: Ledger) -> Iterator[CheckMessage]:
        begin = measured = time.monotonic()
        stopped: Stopped | None = None
        buffer = bytearray()
        while stopped is None:
            # Asked first: what an ended process sent is all there to be read.
            ended = child.has_ended()
            data = child.read()
            yield from _shown(ledger, buffer, data)
            if ended:
                break
            now = time.monotonic()
            if self._cancelled:
                stopped = CANCELLED
            elif now - begin > self._limits.max_seconds:
                stopped = stopped_by_time(self._limits)
            elif now - measured > _MEASURE_SECONDS:
                measured = now
                stopped = self._measured(child)
            if stopped is None and not data:
                time.sleep(_LOOK_SECONDS)
        if stopped is None:
            # It may have printed more than it may just before its end.
            stopped = self._measured(child)
        exit_code = child.end()
        yield from _shown(ledger, buffer, child.read())
        if not child.has_begun and stopped is None:
            raise CheckError(f"the tests can't be run with {sys.executable}: {child.last_words()}")
        outcome, why = _ending(ledger, stopped, exit_code, child.last_words())
        yield from ledger.close(why or "nothing")
        passed = outcome == "finished" and ledger.all_passed
        if outcome == "finished" and ledger.found_none:
            why = "there is no test to run"
        yield CheckEnd(outcome, passed, why)

    def _measured(self, child: CheckChild) -> Stopped | None:
        if child.printed() > self._limits.max_output * _MIB:
            return stopped_by_output(self._limits)
        processes, limit = child.processes, self._limits.max_memory
        if processes.memory() > limit and processes.exact_memory() > limit:
            return stopped_by_memory(self._limits)
        return None


def _shown(ledger: Ledger, buffer: bytearray, data: bytes) -> Iterator[CheckMessage]:
    if not data:
        return
    buffer += data
    frames = split(buffer)
    del buffer[: frames.consumed]
    for payload in frames.payloads:
        try:
            message = ledger.take(_decoder.decode(payload))
        except msgspec.DecodeError:
            continue
        if message is not None:
            yield message


def _ending(
    ledger: Ledger, stopped: Stopped | None, exit_code: int, last_words: str
) -> tuple[CheckOutcome, str | None]:
    """Return how the run ended and, if it did not come to its end, why."""
    if stopped is not None and stopped.kind == "output-limit":
        # Counted once more at the end, so that it doesn't matter when it was looked at.
        return stopped.kind, stopped.message
    if ledger.finished is not None:
        problem = ledger.finished.problem
        if problem is None and not ledger.has_found:
            problem = f"pytest did not run the tests: {last_words}"
        return ("finished", None) if problem is None else ("crashed", problem)
    if stopped is not None and exit_code in (0, -signal.SIGKILL):
        return stopped.kind, stopped.message
    outcome = decide_outcome(None, None, exit_code)
    if outcome.kind == "crashed":
        return "crashed", f"the process of the tests was {outcome.message}"
    return "exit", f"the code ended the process of the tests, with exit code {exit_code}"

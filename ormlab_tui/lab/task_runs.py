"""What runs when a task is checked, one kind of run for each kind of task."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ApproachesTask, ChecksTask, InstrumentTask, OwnTestTask
from ormlab_tui.runner.errors import RunError

if TYPE_CHECKING:
    from ormlab_tui.checks import InstrumentGrade

#: The tasks that are worked on in a workspace and checked there.
WorkTask: TypeAlias = InstrumentTask | ChecksTask | ApproachesTask | OwnTestTask


class TaskRun(Protocol):
    """What checks a task: iterated over in one thread, cancelled from any."""

    def __iter__(self) -> Iterator[Any]:
        """Yield what is found as it is found, the verdict last. Raises CheckError, RunError."""

    def cancel(self) -> None:
        """End it soon."""


class InstrumentRun:
    """The recording of an instrumented script, and its grade."""

    def __init__(self, exercise: Exercise, task: InstrumentTask, folder: Path) -> None:
        from ormlab_tui.checks import record_instrument

        self._task = task
        self._run = record_instrument(exercise, task, folder)

    def cancel(self) -> None:
        """End the run soon."""
        self._run.cancel()

    def __iter__(self) -> Iterator[InstrumentGrade]:
        """Yield the grade. Raises CheckError if there is no recording."""
        from ormlab_tui.checks import grade_instrument, recorded

        yield grade_instrument(self._task, recorded(self._run))


def run_of(exercise: Exercise, task: WorkTask, folder: Path) -> TaskRun:
    """Return what checks the task on a copy of the folder."""
    # They bring the tests' machinery along, which is only needed here.
    from ormlab_tui.checks import grade_own_test, run_checks, try_approaches

    if isinstance(task, ChecksTask):
        return run_checks(exercise, task, folder)
    if isinstance(task, OwnTestTask):
        return grade_own_test(exercise, task, folder)
    if isinstance(task, ApproachesTask):
        return try_approaches(exercise, task, folder)
    return InstrumentRun(exercise, task, folder)


_END = object()


async def messages_of(run: TaskRun) -> AsyncIterator[Any]:
    """Yield what a run finds, as it comes; the run is ended when this is left.

    Raises CheckError or RunError, one sentence, if nothing can be checked.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[object] = asyncio.Queue()

    def hand_over(message: object) -> bool:
        try:
            loop.call_soon_threadsafe(queue.put_nowait, message)
        except RuntimeError:
            # The app is gone.
            return False
        return True

    def pump() -> None:
        try:
            for message in run:
                if not hand_over(message):
                    return
        except Exception as error:
            hand_over(error)
        finally:
            hand_over(_END)

    # No daemon: its files and processes are cleared away even if the lab is left meanwhile.
    thread = Thread(target=pump, name="checks")
    thread.start()
    try:
        while (message := await queue.get()) is not _END:
            if isinstance(message, Exception):
                raise message
            yield message
    finally:
        run.cancel()


def checking_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions that say in a sentence why nothing could be checked."""
    from ormlab_tui.checks import CheckError

    return (CheckError, RunError)

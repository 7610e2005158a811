"""A recorded run in a room: a copy of the workspace that is there as long as the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.room import Room
from ormlab_tui.recording.recording import Recording
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run, record


class InRoom(NamedTuple):
    """What to record once the room is laid: a script in its work folder, and its arguments."""

    script: Path
    arguments: Sequence[str] = ()


class FolderRun(Run):
    """A `Run` whose script lies in a room that is laid as the run begins and removed after it.

    Iterate over it once. The recording needs nothing of the folder afterwards.
    """

    def __init__(
        self, name: str, lay: Callable[[Room], InRoom], limits: Limits | None = None
    ) -> None:
        """`lay` fills the room and says what to record; `name` is for messages about the run.

        `Run` itself is begun later: until the room is there, there is no script to check.
        """
        self.script = Path(name)
        self.limits = limits if limits is not None else Limits()
        self._lay = lay
        self._run: Run | None = None
        self._is_cancelled = False

    def cancel(self) -> None:
        """End the run soon and keep what was recorded. For any thread and signal handler."""
        self._is_cancelled = True
        if self._run is not None:
            self._run.cancel()

    def batches(self) -> Iterator[list[bytes]]:
        """Yield the payloads as `Run` does. Raises RunError also if the room can't be laid."""
        try:
            room = Room()
        except CheckError as error:
            raise RunError(str(error)) from error
        with room:
            try:
                script, arguments = self._lay(room)
            except CheckError as error:
                raise RunError(str(error)) from error
            run = self._run = Run(script, arguments, self.limits, cwd=room.work, writable=room.root)
            if self._is_cancelled:
                run.cancel()
            yield from run.batches()


def recorded(run: FolderRun) -> Recording:
    """Return the recording of the whole run. Raises CheckError if there is none."""
    try:
        return record(run)
    except RunError as error:
        raise CheckError(str(error)) from error

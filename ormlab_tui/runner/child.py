"""The child process of one run: how it is started, asked whether it ended, and cleared away."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from ormlab_tui.channel import ChannelError, ChannelReader
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.printed import PrintedFile
from ormlab_tui.runner.processes import RunProcesses

#: What the child runs first.
LAUNCH = Path(__file__).parent.parent / "engine" / "launch.py"


class ChildSettings(msgspec.Struct, frozen=True):
    """What the child is told, as JSON in its first argument."""

    channel: str
    max_steps: int
    tracer: str | None
    database: str | None


class Child:
    """A started child with its channel and what it prints, until `close`."""

    def __init__(
        self,
        script: Path,
        arguments: Sequence[str],
        *,
        max_steps: int,
        tracer: str | None,
        database: str | None,
        stdin: int | IO[bytes] | None,
        python: str,
        launch: Path,
    ) -> None:
        """Start the child in a process session of its own, environment and folder unchanged.

        Raises RunError if it can't be started.
        """
        try:
            self.channel = ChannelReader()
        except ChannelError as error:
            raise RunError(f"{script} can't be recorded: {error}") from error
        self.stdout, self.stderr = PrintedFile(), PrintedFile()
        settings = ChildSettings(self.channel.path, max_steps, tracer, database)
        command = [
            python,
            str(launch),
            msgspec.json.encode(settings).decode(),
            str(script),
            *arguments,
        ]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=self.stdout.file,
                stderr=self.stderr.file,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self._release()
            raise RunError(f"{script} can't be run with {python}: {error}") from error
        self.processes = RunProcesses(
            self._process.pid, self.channel.path, (self.stdout.status, self.stderr.status)
        )

    def read(self) -> bytes:
        """Return what came through the channel since the last call."""
        if self.channel.mapped:
            self.channel.unlink()
        return self.channel.read()

    def has_ended(self) -> bool:
        """Return whether the child itself has ended. It is not reaped yet.

        Until it is, no other process group can get its number.
        """
        if self._process.returncode is not None:
            return True
        if sys.platform == "darwin" and sys.version_info < (3, 13):
            return self._process.poll() is not None
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is not None

    def end(self) -> int:
        """Kill every process of the run and return the child's exit code, -N for signal N."""
        if self._process.returncode is None:
            self.processes.kill()
        return self._process.wait()

    def close(self) -> None:
        """Leave nothing behind: no process, no file."""
        self.end()
        self._release()

    def _release(self) -> None:
        self.channel.close()
        self.stdout.close()
        self.stderr.close()

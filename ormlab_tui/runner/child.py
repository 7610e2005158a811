"""The child process of one run: how it is started, asked whether it ended, and cleared away.

Imports little: the command line starts a child first, and the rest while that gets ready.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from ormlab_tui.channel import ChannelError, ChannelReader
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.printed_file import PrintedFile
from ormlab_tui.runner.processes import RunProcesses
from ormlab_tui.runner.sandbox import start

#: The folder whose sitecustomize module starts the recorder as Python itself starts.
BOOT = Path(__file__).parent.parent / "engine" / "boot"
#: What the recorder is told, as JSON, in an environment variable that it removes.
SETTINGS_VARIABLE = "ORMLAB_RECORDER"


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
        boot: Path,
        python: str = sys.executable,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        writable: Path | None = None,
    ) -> None:
        """Start `python SCRIPT ARG ...` in a process session of its own.

        It runs in the folder `cwd`, with `script` absolute; None is this process's own folder.
        Where a sandbox is required, the folder `writable` is what it may write into.
        The environment is this process's with `environment` added, but for what `boot` needs
        and takes away again.

        Raises RunError if it can't be started.
        """
        try:
            self.channel = ChannelReader()
        except ChannelError as error:
            raise RunError(f"{script} can't be recorded: {error}") from error
        self.stdout, self.stderr = PrintedFile(), PrintedFile()
        settings = {
            "channel": self.channel.path,
            "script": str(script.absolute()),
            "max_steps": max_steps,
            "tracer": tracer,
            "database": database,
        }
        try:
            self._process = start(
                [python, str(script), *arguments],
                channel=self.channel.path,
                cwd=cwd,
                environment=_environment(boot, settings, environment or {}),
                stdin=stdin,
                stdout=self.stdout.file,
                stderr=self.stderr.file,
                writable=writable,
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


def _environment(
    boot: Path, settings: Mapping[str, object], added: Mapping[str, str]
) -> dict[str, str]:
    environment = {**os.environ, **added}
    others = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = f"{boot}{os.pathsep}{others}" if others else str(boot)
    environment[SETTINGS_VARIABLE] = json.dumps(settings)
    return environment

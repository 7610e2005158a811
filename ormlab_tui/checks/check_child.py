"""The process of one run of tests: how it is started, asked whether it ended, cleared away."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from ormlab_tui.channel import ChannelError, ChannelReader
from ormlab_tui.checks.child_settings import SETTINGS_VARIABLE, ChildSettings
from ormlab_tui.checks.errors import CheckError
from ormlab_tui.checks.room import Room
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.printed_file import PrintedFile
from ormlab_tui.runner.processes import RunProcesses
from ormlab_tui.runner.sandbox import start

_BOOT = Path(__file__).with_name("boot.py")
#: Of Python's own variables only these are passed on: others change what a test does, as
#: PYTHONOPTIMIZE, which takes every assertion out.
_KEPT = frozenset({"PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONUTF8"})
_FOREIGN = ("PYTHON", "PYTEST_", "PY_COLORS", "FORCE_COLOR")
#: A single file may become so many times as large as everything that is printed.
_FILE_FACTOR = 16
_MIB = 1024 * 1024


class CheckChild:
    """A started process with its channel and what it prints, until `close`."""

    def __init__(
        self,
        room: Room,
        visible: list[str],
        hidden: list[str],
        select: list[str],
        limits: Limits,
        hash_seed: int | None,
    ) -> None:
        """Run tests that lie in the room, for their nodes see `ChildSettings`.

        Raises CheckError if they can't be started.
        """
        try:
            self.channel = ChannelReader()
        except ChannelError as error:
            raise CheckError(f"the tests can't be run: {error}") from error
        self.stdout, self.stderr = PrintedFile(), PrintedFile()
        self.has_begun = False
        settings = ChildSettings(
            channel=self.channel.path,
            work_folder=str(room.work),
            hidden_folder=str(room.hidden),
            pytest_settings=str(room.settings),
            visible=visible,
            hidden=hidden,
            select=select,
            max_file_bytes=limits.max_output * _FILE_FACTOR * _MIB,
        )
        try:
            self._process = start(
                [sys.executable, "-P", str(_BOOT)],
                channel=self.channel.path,
                cwd=room.work,
                environment=_environment(settings, room.temporary, hash_seed),
                stdin=subprocess.DEVNULL,
                stdout=self.stdout.file,
                stderr=self.stderr.file,
                writable=room.root,
            )
        except (OSError, ValueError) as error:
            self._release()
            raise CheckError(f"the tests can't be run with {sys.executable}: {error}") from error
        self.processes = RunProcesses(
            self._process.pid, self.channel.path, (self.stdout.status, self.stderr.status)
        )

    def read(self) -> bytes:
        """Return what came through the channel since the last call."""
        if self.channel.mapped:
            self.has_begun = True
            self.channel.unlink()
        return self.channel.read()

    def has_ended(self) -> bool:
        """Return whether the process has ended. It is not reaped yet, so its group is its own."""
        if self._process.returncode is not None:
            return True
        if sys.platform == "darwin" and sys.version_info < (3, 13):
            return self._process.poll() is not None
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, options) is not None

    def printed(self) -> int:
        """Return how many bytes were printed."""
        return self.stdout.status.st_size + self.stderr.status.st_size

    def last_words(self) -> str:
        """Return the last line on standard error, for a process that never began."""
        lines = self.stderr.read(_MIB).decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else "it said nothing"

    def end(self) -> int:
        """Kill every process of the run and return the exit code, -N for signal N."""
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
    settings: ChildSettings, temporary: Path, hash_seed: int | None
) -> Mapping[str, str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or not name.startswith(_FOREIGN)
    }
    environment[SETTINGS_VARIABLE] = msgspec.json.encode(settings).decode()
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["TMPDIR"] = str(temporary)
    if hash_seed is not None:
        environment["PYTHONHASHSEED"] = str(hash_seed)
    return environment

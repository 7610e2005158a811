"""Confining what runs: no network, and no file but its own temporary ones can be written.

For a stranger's script. It is done by the tool that the platform has for it, which is bubblewrap
on Linux; where there is none, or it may not do its work, nothing is run. It is asked for once,
for the whole process, so that no kind of run can forget it.

Imports little: the command line starts a child first, and the rest while that gets ready.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.socket_filter import MACHINES, socket_filter

#: The variables that a confined process gets, beside Python's and pytest's: others are none of
#: its business, since they may hold passwords.
_KEPT = frozenset(
    {
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TERM",
        "VIRTUAL_ENV",
        "LD_LIBRARY_PATH",
        "NO_COLOR",
        "TMPDIR",
        "ORMLAB_RECORDER",
        "ORMLAB_CHECK",
    }
)
_KEPT_BEGINNINGS = ("LC_", "PYTHON", "PYTEST_")
#: How much may be in the temporary folder, and in shared memory: both are memory.
_TEMPORARY_BYTES = 256 * 1024 * 1024
_SHARED_BYTES = 64 * 1024 * 1024

#: Runs the command and says how it ended: bubblewrap's own exit code does not tell a signal
#: from a number. Started without site and without the variables that are meant for the command.
_LAUNCHER = """
import os, signal, sys
status = int(sys.argv[1])
os.set_inheritable(status, False)
pid = os.posix_spawn(
    sys.argv[2], sys.argv[2:], os.environ, setsigdef=(signal.SIGPIPE, signal.SIGXFSZ)
)
ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
os.write(status, b"%d" % ended)
"""
#: Succeeds if it is confined: no way to a server, to a local service, or into a folder.
_TRIAL = """
import errno, os, socket, sys

def refused(act, number):
    try:
        act()
    except OSError as error:
        return error.errno == number
    return False

datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sys.exit(not (
    refused(lambda: datagrams.connect(("192.0.2.1", 9)), errno.ENETUNREACH)
    and refused(lambda: socket.socket(socket.AF_UNIX), errno.EPERM)
    and refused(lambda: os.mkdir("/ormlab-trial"), errno.EROFS)
))
"""
_TRIAL_SECONDS = 20

#: Where bubblewrap is, once this process is to run nothing without it.
_bubblewrap: str | None = None


def require_sandbox() -> None:
    """Confine everything that this process runs from now on.

    Raises RunError, one sentence, if that can't be done here; it is tried out first.
    """
    global _bubblewrap
    if (why := why_no_sandbox()) is not None:
        raise RunError(
            f"--sandbox can't be kept: {why}; nothing was run, and leave --sandbox out only for "
            "code that you would also run yourself"
        )
    _bubblewrap = _path_of_bubblewrap()


def why_no_sandbox() -> str | None:
    """Return why nothing can be confined here, None if it can: it is tried out."""
    if sys.platform != "linux":
        return "it needs bubblewrap, which there is on Linux alone"
    found = _path_of_bubblewrap()
    if found is None:
        return "it needs bubblewrap, and there is no bwrap on PATH: install the package bubblewrap"
    return _why_not(found)


def _path_of_bubblewrap() -> str | None:
    from shutil import which

    return which("bwrap")


def start(
    command: Sequence[str],
    *,
    channel: str,
    cwd: Path | None,
    environment: Mapping[str, str],
    stdin: int | IO[bytes] | None,
    stdout: IO[bytes],
    stderr: IO[bytes],
    writable: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start the command, which is a path and its arguments, in a process session of its own.

    Where a sandbox is required, it is confined: what it writes goes to the file `channel`, into
    the folder `writable`, and into a temporary folder that is gone with it. Of this process's
    terminal it can read nothing. Raises OSError or ValueError if it can't be started.
    """
    if _bubblewrap is None:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
    if stdin is None and os.isatty(0):
        # A terminal's descriptor can be written to as well.
        stdin = subprocess.DEVNULL
    cell = Cell(_bubblewrap, channel, cwd, writable)
    return _Confined(cell, command, environment, stdin=stdin, stdout=stdout, stderr=stderr)


class Cell:
    """What one confined process needs: its folder, its filter of system calls, its last word."""

    def __init__(
        self, bubblewrap: str, channel: str | None, cwd: Path | None, writable: Path | None
    ) -> None:
        """Make them; `close` takes them away. Raises OSError."""
        from tempfile import mkdtemp

        self._bubblewrap = bubblewrap
        self._channel = channel
        self._cwd = Path.cwd() if cwd is None else cwd
        self._writable = writable
        self._ended: int | None = None
        # Only where its temporary folder is mounted: nothing of it is ever in this one.
        self._temporary = mkdtemp(prefix="ormlab-sandbox-")
        self._filter = os.memfd_create("ormlab-filter")
        os.write(self._filter, socket_filter(os.uname().machine))
        os.lseek(self._filter, 0, os.SEEK_SET)
        self._said, self._says = os.pipe()
        os.set_blocking(self._said, False)

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What bubblewrap is to inherit."""
        return self._filter, self._says

    def command(self, command: Sequence[str]) -> list[str]:
        """Return the command that runs this one confined."""
        options = ["--unshare-all", "--die-with-parent", "--cap-drop", "ALL"]
        options += ["--ro-bind", "/", "/"]
        options += ["--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"]
        options += ["--size", str(_SHARED_BYTES), "--tmpfs", "/dev/shm"]
        if self._channel is not None:
            options += ["--bind", self._channel, self._channel]
        options += ["--remount-ro", "/dev"]
        options += ["--size", str(_TEMPORARY_BYTES), "--tmpfs", self._temporary]
        if self._writable is not None:
            options += ["--bind", str(self._writable), str(self._writable)]
        options += ["--chdir", str(self._cwd), "--seccomp", str(self._filter), "--"]
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(self._says)]
        return [self._bubblewrap, *options, *launcher, *command]

    def environment(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return what the process gets of the environment."""
        kept = {
            name: value
            for name, value in environment.items()
            if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)
        }
        given = kept.get("TMPDIR")
        if (
            self._writable is None
            or given is None
            or not Path(given).is_relative_to(self._writable)
        ):
            kept["TMPDIR"] = self._temporary
        return kept

    def started(self) -> None:
        """Let go of what bubblewrap has inherited."""
        os.close(self._filter)
        os.close(self._says)

    def ended(self, exit_code: int) -> int:
        """Return how the command ended, -N for signal N; `exit_code` is bubblewrap's.

        Takes everything away. May be called again.
        """
        if self._ended is None:
            try:
                self._ended = int(os.read(self._said, 20))
            except (BlockingIOError, ValueError):
                # Ended before it could be said, as by a limit.
                self._ended = 128 - exit_code if exit_code > 128 else exit_code
            self.close()
        return self._ended

    def close(self) -> None:
        """Remove the folder, which is empty, and the last descriptor."""
        os.close(self._said)
        try:
            Path(self._temporary).rmdir()
        except OSError:
            # The mount in it goes as the last process does, which may take a moment more.
            _remove_soon(self._temporary)


class _Confined(subprocess.Popen[bytes]):
    """A process in a cell. Its `wait` returns how the command ended, not how bubblewrap did."""

    def __init__(
        self, cell: Cell, command: Sequence[str], environment: Mapping[str, str], **streams: Any
    ) -> None:
        self._cell = cell
        try:
            super().__init__(
                cell.command(command),
                env=cell.environment(environment),
                pass_fds=cell.descriptors,
                start_new_session=True,
                **streams,
            )
        except BaseException:
            cell.close()
            raise
        finally:
            cell.started()

    def wait(self, timeout: float | None = None) -> int:
        """Return the command's exit code once it has ended, -N for signal N."""
        return self._cell.ended(super().wait(timeout))


def _remove_soon(folder: str) -> None:
    import time

    for _ in range(100):
        time.sleep(0.01)
        try:
            Path(folder).rmdir()
        except FileNotFoundError:
            return
        except OSError:
            continue
        return


def _why_not(bubblewrap: str) -> str | None:
    """Return why nothing can be confined here, None if it can: it was tried."""
    if (machine := os.uname().machine) not in MACHINES:
        return f"it is not known how the system calls of {machine} are filtered"
    try:
        process = _Confined(
            Cell(bubblewrap, None, Path("/"), None),
            [sys.executable, "-I", "-S", "-c", _TRIAL],
            os.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert process.stderr is not None
        with process.stderr:
            said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        ended = process.wait(_TRIAL_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap can't be run ({error})"
    if ended == 0:
        return None
    return said[-1].rstrip(".") if said else "what bubblewrap ran here was not confined"

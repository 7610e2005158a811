"""The processes of one run: the child, what it started, their memory and their end.

On Linux read from /proc, which is quick enough to be asked twenty times a second; elsewhere
through psutil.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_LINUX = sys.platform == "linux"
_MIB = 1024 * 1024
#: Every process whose parent ended becomes a child of this one.
_INIT = 1


class ProcessId(NamedTuple):
    """A process that can't be mistaken for a later one with its number."""

    pid: int
    started: float


class RunProcesses:
    """All processes of the run whose child, a leader of its own session, is `pid`."""

    def __init__(self, pid: int, channel_path: str, printed: Sequence[os.stat_result]) -> None:
        """`printed` are the files that the run's standard output and error go to."""
        self.pid = pid
        self._channel_path = channel_path
        self._printed = printed
        started = _started(pid)
        self._started = 0.0 if started is None else started
        self._seen: set[ProcessId] = {ProcessId(pid, self._started)}
        self._mark = _mark(pid)

    def memory(self) -> float:
        """Return the MiB of memory that belong to the run's processes alone."""
        return sum(_memory(pid) for pid in self._alive())

    def exact_memory(self) -> float:
        """Return the same with pages that forked processes share counted once; slower."""
        return sum(_exact_memory(pid) for pid in self._alive())

    def kill(self) -> None:
        """End every process of the run at once, those that left its group or session too.

        The child is left to be reaped by whoever started it.
        """
        for _ in range(8):
            # Again until nothing new is found: a process may have forked meanwhile.
            targets = self._alive() | self._strays()
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            killed = [_kill(pid) for pid in targets]
            if not any(killed):
                return

    def _alive(self) -> set[int]:
        for known in list(self._seen):
            if _started(known.pid) != known.started:
                self._seen.discard(known)
        waiting = [known.pid for known in self._seen]
        found = set(waiting)
        while waiting:
            for child in _children(waiting.pop()):
                if child not in found:
                    started = _started(child)
                    if started is not None:
                        found.add(child)
                        waiting.append(child)
                        self._seen.add(ProcessId(child, started))
        return found

    def _strays(self) -> set[int]:
        """Return processes whose parent ended before they were seen.

        They are known by the run's mark, by the session that they are in, by the channel that a
        forked process has mapped, or by what they print to. This process's own children are none:
        one that another thread is just starting still has this process's memory, the channel
        included.
        """
        if not _LINUX:
            return set()
        found = set()
        for entry in _PROC.iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            pid = int(entry.name)
            started = _started(pid)
            if started is None or started < self._started or _is_zombie(pid):
                continue
            if pid != self.pid and os.getpid() != _INIT and _parent(pid) == os.getpid():
                continue
            if (
                _session(pid) == self.pid
                or (self._mark is not None and _mark_of(pid) == self._mark)
                or self._has_channel(entry)
                or self._prints_there(entry / "fd")
            ):
                found.add(pid)
        return found

    def _has_channel(self, entry: Path) -> bool:
        try:
            return self._channel_path in (entry / "maps").read_text(errors="replace")
        except OSError:
            return False

    def _prints_there(self, descriptors: Path) -> bool:
        for name in ("1", "2"):
            with suppress(OSError):
                status = (descriptors / name).stat()
                if any(os.path.samestat(status, each) for each in self._printed):
                    return True
        return False


def _mark(pid: int) -> str | None:
    """Mark a process and all that it will start, and return the mark, None where there is none.

    A new session, another program and other streams are nothing to it: it is a limit that every
    process inherits and that says nothing to any that is not scheduled in real time.
    """
    if not _LINUX:
        return None
    import resource

    try:
        if resource.prlimit(pid, resource.RLIMIT_RTTIME) != (resource.RLIM_INFINITY,) * 2:
            return None
        number = 2**60 + int.from_bytes(os.urandom(6), "little")
        resource.prlimit(pid, resource.RLIMIT_RTTIME, (number, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        return None
    return str(number)


def _mark_of(pid: int) -> str | None:
    try:
        lines = (_PROC / str(pid) / "limits").read_text().splitlines()
    except OSError:
        return None
    found = [line.split()[3] for line in lines if line.startswith("Max realtime timeout")]
    return found[0] if found else None


def _kill(pid: int) -> bool:
    """Kill the process; return whether it was still running."""
    if _is_zombie(pid):
        return False
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _stat_fields(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the third, the state, on."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _started(pid: int) -> float | None:
    if _LINUX:
        fields = _stat_fields(pid)
        return None if fields is None else float(fields[19])
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def _parent(pid: int) -> int | None:
    fields = _stat_fields(pid)
    return None if fields is None else int(fields[1])


def _session(pid: int) -> int | None:
    fields = _stat_fields(pid)
    return None if fields is None else int(fields[3])


def _is_zombie(pid: int) -> bool:
    if _LINUX:
        fields = _stat_fields(pid)
        return fields is None or fields[0] in "ZX"
    import psutil

    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def _children(pid: int) -> list[int]:
    if _LINUX:
        try:
            found: list[int] = []
            for task in (_PROC / str(pid) / "task").iterdir():
                found.extend(int(child) for child in (task / "children").read_text().split())
            return found
        except FileNotFoundError:
            if not (_PROC / str(pid)).exists():
                return []
        except OSError:
            return []
    # Another system, or a kernel without these lists.
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def _memory(pid: int) -> float:
    if _LINUX:
        try:
            fields = (_PROC / str(pid) / "statm").read_text().split()
        except OSError:
            return 0.0
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE") / _MIB
    import psutil

    try:
        return float(psutil.Process(pid).memory_info().rss) / _MIB
    except psutil.Error:
        return 0.0


def _exact_memory(pid: int) -> float:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return _memory(pid)
    for line in lines:
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) / 1024
    return _memory(pid)

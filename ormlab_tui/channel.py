"""How the recorded process hands its messages to the one that started it.

A ring in a shared file that both map. The writer closes its descriptor as soon as the file is
mapped, so a script that closes, floods or exhausts descriptors cannot reach it, and what was
put in outlives any death of the process. Sending makes no system call.

The file is one page of native 64-bit words (magic, capacity, bytes written, bytes read,
whether the writer has mapped it) and then the ring. What flows through it are the frames of
`ormlab_tui.recording.framing`: length, CRC-32, payload. The count of bytes written moves after
the bytes are there, so the reader sees whole frames; only a frame larger than the ring comes in
parts. POSIX only.
"""

# The recorded process starts without pathlib and contextlib: they cost time before each script.
# ruff: noqa: PTH108, SIM105

from __future__ import annotations

import mmap
import os
import struct
import sys
import time
import zlib
from _thread import RLock
from collections.abc import Iterator

CAPACITY = 16 * 1024 * 1024
_PAGE = 4096
_MAGIC = int.from_bytes(b"ORMRING1", "little")
# Words far apart, so that the two processes do not fight over one cache line.
_MAGIC_AT = 0
_CAPACITY_AT = 1
_WRITTEN_AT = 16
_READ_AT = 32
_MAPPED_AT = 48
_PREFIX = "ormlab-"
#: A recorded process maps its channel within the first second or so of its life.
_OLD_SECONDS = 600
_WAIT_SECONDS = 0.0005

# Bound here because the script may replace them while it is recorded.
_HEAD_PACK = struct.Struct("<II").pack
_crc32 = zlib.crc32
_sleep = time.sleep
_getppid = os.getppid
_len = len
_min = min


class ChannelError(Exception):
    """A channel that can't be made or joined; the text is one sentence."""


class _Queued:
    """A frame on its way; `start` is the count of bytes written before it."""

    __slots__ = ("frame", "start")

    def __init__(self, frame: bytes) -> None:
        self.frame = frame
        self.start = -1


class ChannelWriter:
    """The recorded process's end. Safe in threads, signal handlers and forked processes."""

    def __init__(self, path: str) -> None:
        """Map the file that a `ChannelReader` made.

        Raises ChannelError if there is no such file or it is no channel.
        """
        self._map = _map_without_descriptor(path)
        self._words = memoryview(self._map)[:_PAGE].cast("Q")
        self._capacity = self._words[_CAPACITY_AT]
        if self._words[_MAGIC_AT] != _MAGIC or len(self._map) != _PAGE + self._capacity:
            raise ChannelError(f"{path} is not a channel")
        self._parent = _getppid()
        self._seen_read = self._words[_READ_AT]
        self._lock = RLock()
        self._queue: list[_Queued] = []
        self._sending = False
        self._closed = False
        # Also keeps the map until the very end of the interpreter, see _map_without_descriptor.
        os.register_at_fork(after_in_child=self.close)
        self._words[_MAPPED_AT] = 1

    def send(self, payload: bytes) -> None:
        """Put one payload into the ring as a frame, waiting while the ring is full.

        Does nothing after `close`, in a forked process, and once the reader's process is gone.
        """
        if self._closed:
            return
        frame = _HEAD_PACK(_len(payload), _crc32(payload)) + payload
        with self._lock:
            if not self._sending and not self._queue and self._put(frame):
                return
            self._queue.append(_Queued(frame))
            # A signal handler that sends while its thread is sending leaves it to that one.
            if not self._sending:
                self._flush_queue()

    def _put(self, frame: bytes) -> bool:
        """Write a frame for which there is room in one piece; return whether it was written."""
        size, words = _len(frame), self._words
        written = words[_WRITTEN_AT]
        place = written % self._capacity
        room = self._capacity - (written - self._seen_read)
        if size > room or place + size > self._capacity:
            return False
        self._sending = True
        try:
            self._map[_PAGE + place : _PAGE + place + size] = frame
            words[_WRITTEN_AT] = written + size
        finally:
            self._sending = False
            # An exception from a signal handler may come first; what it sent stands in line.
            if words[_WRITTEN_AT] == written:
                self._queue.insert(0, _Queued(frame))
        return not self._queue or self._flush_queue()

    def _flush_queue(self) -> bool:
        self._sending = True
        try:
            while self._queue and not self._closed:
                self._write(self._queue[0])
                del self._queue[0]
        finally:
            # What an exception from a signal handler interrupted goes on with the next send.
            self._sending = False
        return True

    def close(self) -> None:
        """Stop sending. What was sent stays for the reader."""
        self._closed = True

    def _write(self, queued: _Queued) -> None:
        frame, words, capacity = queued.frame, self._words, self._capacity
        size = _len(frame)
        if queued.start < 0:
            queued.start = words[_WRITTEN_AT]
        while not self._closed:
            # The shared count is the truth: it says how far an interrupted frame has come.
            written = words[_WRITTEN_AT]
            done = written - queued.start
            if done >= size:
                return
            free = capacity - (written - self._seen_read)
            wanted = _min(size - done, capacity)
            if free < wanted:
                self._seen_read = words[_READ_AT]
                if capacity - (written - self._seen_read) < wanted:
                    self._wait()
                continue
            place = written % capacity
            first = _min(wanted, capacity - place)
            self._map[_PAGE + place : _PAGE + place + first] = frame[done : done + first]
            if first < wanted:
                self._map[_PAGE : _PAGE + wanted - first] = frame[done + first : done + wanted]
            words[_WRITTEN_AT] = written + wanted

    def _wait(self) -> None:
        if _getppid() != self._parent:
            self.close()
        else:
            _sleep(_WAIT_SECONDS)


class ChannelReader:
    """The starting process's end: makes the file, reads it, removes it."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Make the file, private to the user, with all of its space reserved.

        Raises ChannelError if neither shared memory nor the temporary folder has the room.
        """
        self.path, descriptor = _make_file(_PAGE + capacity)
        self._linked = True
        try:
            self._map = mmap.mmap(descriptor, _PAGE + capacity)
        finally:
            os.close(descriptor)
        if hasattr(mmap, "MADV_DONTFORK"):
            # Only the recorded process and what it forks have it, and are known by that.
            self._map.madvise(mmap.MADV_DONTFORK)
        self._words = memoryview(self._map)[:_PAGE].cast("Q")
        self._capacity = capacity
        self._read = 0
        self._words[_CAPACITY_AT] = capacity
        self._words[_MAGIC_AT] = _MAGIC

    @property
    def mapped(self) -> bool:
        """Whether the writer has mapped the file, which then needs no name any more."""
        return self._words[_MAPPED_AT] != 0

    def read(self) -> bytes:
        """Return all bytes sent since the last call, and make their room free again."""
        written = self._words[_WRITTEN_AT]
        size = written - self._read
        # A process that died of a wild write may have left anything in the counts.
        if not 0 < size <= self._capacity:
            return b""
        place = self._read % self._capacity
        first = min(size, self._capacity - place)
        data = self._map[_PAGE + place : _PAGE + place + first]
        if first < size:
            data += self._map[_PAGE : _PAGE + size - first]
        self._read = written
        self._words[_READ_AT] = written
        return data

    def unlink(self) -> None:
        """Remove the file's name; both ends stay mapped. May be called again."""
        if self._linked:
            self._linked = False
            try:
                os.unlink(self.path)
            except FileNotFoundError:
                pass

    def close(self) -> None:
        """Remove the file and unmap it. Nothing can be read afterwards."""
        self.unlink()
        self._words.release()
        self._map.close()


def _map_without_descriptor(path: str) -> mmap.mmap:
    """Return the file mapped, with no descriptor of it left open."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError as error:
        raise ChannelError(f"the channel {path} can't be opened: {error.strerror}") from error
    try:
        size = os.fstat(descriptor).st_size
        if size <= _PAGE:
            raise ChannelError(f"{path} is not a channel")
        if sys.version_info >= (3, 13):
            return mmap.mmap(descriptor, size, trackfd=False)
        # Older mmap objects keep a duplicate, always the lowest free number. It is closed here;
        # the object would close that number once more when it is deallocated, so it is never
        # closed and lives until the interpreter's own state is cleared, after every module.
        duplicate = os.dup(descriptor)
        os.close(duplicate)
        mapped = mmap.mmap(descriptor, size)
        if os.path.sameopenfile(descriptor, duplicate):
            os.close(duplicate)
        return mapped
    finally:
        os.close(descriptor)


def _make_file(size: int) -> tuple[str, int]:
    """Return the path and descriptor of a new private file of `size` bytes, all reserved."""
    problem = "no folder for it"
    for folder in _folders():
        path = f"{folder}/{_PREFIX}{os.getpid()}-{os.urandom(8).hex()}"
        _remove_left_behind(folder)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except OSError as error:
            problem = f"{folder}: {error.strerror}"
            continue
        try:
            _reserve(descriptor, size)
        except OSError as error:
            os.close(descriptor)
            os.unlink(path)
            problem = f"{folder}: {error.strerror}"
            continue
        return path, descriptor
    raise ChannelError(f"there is no room to record into ({problem})")


def _folders() -> Iterator[str]:
    yield "/dev/shm"
    import tempfile  # It takes its time, and is hardly ever needed.

    yield tempfile.gettempdir()


def _remove_left_behind(folder: str) -> None:
    """Remove the files of processes that were killed before theirs had lost its name."""
    try:
        with os.scandir(folder) as entries:
            found = [each for each in entries if each.name.startswith(_PREFIX)]
        for entry in found:
            status = entry.stat(follow_symlinks=False)
            # An old one is mapped by now, or never will be: its name serves nobody.
            if status.st_uid == os.getuid() and time.time() - status.st_mtime > _OLD_SECONDS:
                os.unlink(entry.path)
    except OSError:
        # Somebody else's doing, or not ours to remove: a run does without.
        pass


def _reserve(descriptor: int, size: int) -> None:
    # A page that can't be had when it is first written to kills the writing process.
    if sys.platform == "linux":
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.ftruncate(descriptor, size)

"""The probe for output: what the script prints, and by which statement.

`sys.stdout` and `sys.stderr` become streams of the same make, on the same descriptors and with
the same buffering as before, which also say what was written and when. What reaches the
descriptors past them (`os.write`, a child process) is found by the size of the file behind them.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from ormlab_tui.engine.describe import encodable
from ormlab_tui.engine.probes.probe import Probe
from ormlab_tui.engine.quietly import note_fault
from ormlab_tui.recording.changes import Change
from ormlab_tui.recording.events import Output, Stream

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry
    from ormlab_tui.engine.recorder import OpenStep, Recorder

_MAX_READ = 1 << 20
#: After so many steps without output past the streams, only every few steps look for some.
_TRIAL_STEPS = 1000
_LOOK_EVERY = 8
#: A text longer than that is not added to: a million short ones would be copied a million times.
_LONG = 1 << 16
#: No event has a longer text, and no text makes more of them: a message has its limit.
_PIECE = 1 << 20
_MOST = 32 << 20
_seek, _pread, _fstat = os.lseek, os.pread, os.fstat


class OutputProbe(Probe):
    """Notes an `output` event for what each statement printed."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._files: list[_Descriptor] = []
        self._steps = 0
        self._seen_foreign = False

    def install(self) -> None:
        """Put the noting streams in the place of `sys.stdout` and `sys.stderr`."""
        for number, name in ((1, "stdout"), (2, "stderr")):
            try:
                descriptor = _Descriptor(number)
            except OSError:
                continue
            stream: Stream = "stdout" if number == 1 else "stderr"
            self._files.append(descriptor)
            old = getattr(sys, name)
            if old is None:
                continue
            new = _noting_stream(
                old, descriptor, f"<{name}>", lambda text, s=stream: self.printed(s, text)
            )
            setattr(sys, name, new)
            setattr(sys, f"__{name}__", new)
            # The old stream must not close the descriptor when it is collected.
            _keep.append(old)

    def printed(self, stream: Stream, text: str) -> None:
        """Note that text was printed; consecutive texts of one statement are one event."""
        if not text:
            return
        with self._recorder.lock:
            _add(self._recorder.events(), stream, text)

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        self._steps += 1
        # Each look is a system call; a run of many steps rarely writes past its streams.
        seldom = self._steps > _TRIAL_STEPS and not self._seen_foreign and frame is not None
        if seldom and self._steps % _LOOK_EVERY:
            return
        for descriptor in self._files:
            foreign = descriptor.foreign()
            if foreign:
                self._seen_foreign = True
                _add(
                    step.events,
                    "stdout" if descriptor.number == 1 else "stderr",
                    foreign.decode("utf-8", "replace"),
                )


_keep: list[Any] = []


def _add(events: list[Any], stream: Stream, text: str) -> None:
    last = events[-1] if events else None
    if type(last) is Output and last.stream == stream and len(last.text) < _LONG:
        text = last.text + text
        events.pop()
    if len(text) <= _PIECE:
        events.append(Output(stream, text))
        return
    # What is left out here is still in the run's end, as far as the run may print.
    for start in range(0, min(len(text), _MOST), _PIECE):
        events.append(Output(stream, text[start : start + _PIECE]))


class _Descriptor:
    """A file behind a descriptor: how much of it came through the noting stream."""

    __slots__ = ("_end", "_identity", "_private", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        if not stat.S_ISREG(_fstat(number).st_mode):
            raise OSError("what is written there can't be read")
        self._private = _high_duplicate(number)
        self._identity = _fstat(self._private).st_ino
        self._end = _seek(self._private, 0, os.SEEK_END)

    def wrote(self, count: int) -> None:
        """Note that the noting stream wrote so many bytes at the file's end."""
        self._end += count

    def foreign(self) -> bytes:
        """Return what was written by others since the last look."""
        private = self._private
        if private < 0:
            return b""
        try:
            end = _seek(private, 0, 2)
            if end <= self._end:
                return b""
            if _fstat(private).st_ino != self._identity:
                raise OSError("the descriptor is another file now")
            data = _pread(private, min(end - self._end, _MAX_READ), self._end)
        except OSError:
            # The script closed every descriptor it could find: its streams still tell.
            self._private = -1
            return b""
        self._end = end
        return data


def _high_duplicate(number: int) -> int:
    # Far from the low numbers, which scripts count on getting from open(), and where the system
    # can do it for reading only: what writes to every descriptor there is writes to none of ours.
    import fcntl

    try:
        opened = os.open(f"/proc/self/fd/{number}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 200)
    try:
        return fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 200)
    finally:
        os.close(opened)


class _NotingFile(io.FileIO):
    """The raw file, which counts what goes through it."""

    descriptor: _Descriptor | None = None
    noting: Any = None
    #: Whether a stream above this one notes what is written.
    in_text = True

    def write(self, data: Any, /) -> int:
        descriptor = self.descriptor
        if descriptor is None:
            return super().write(data)
        foreign = descriptor.foreign()
        if foreign:
            self.noting(foreign.decode("utf-8", "replace"))
        count = super().write(data)
        descriptor.wrote(count or 0)
        if not self.in_text:
            self.noting(bytes(data).decode("utf-8", "replace"))
        return count


class _NotingBuffer(io.BufferedWriter):
    """The buffer, which notes bytes written to it directly."""

    noting: Any = None
    in_text = False

    def write(self, data: Any, /) -> int:
        count = super().write(data)
        if self.noting is not None and not self.in_text:
            try:
                self.noting(bytes(data).decode("utf-8", "replace"))
            except BaseException as error:
                note_fault(error)
        return count


class _NotingText(io.TextIOWrapper):
    """The text stream, which notes each text printed."""

    noting: Any = None

    def write(self, text: str, /) -> int:
        buffer: Any = self.buffer
        if buffer is None:
            # Detached: let the stream itself say so.
            return super().write(text)
        buffer.in_text = True
        try:
            count = super().write(text)
        finally:
            buffer.in_text = False
        if self.noting is not None:
            try:
                self.noting(encodable(str.__str__(text)))
            except BaseException as error:
                note_fault(error)
        return count

    def flush(self) -> None:
        buffer: Any = self.buffer
        if buffer is None:
            # Detached: let the stream itself say so.
            super().flush()
            return
        buffer.in_text = True
        try:
            super().flush()
        finally:
            buffer.in_text = False


# A script may print what its streams are.
for _noting, _own in (
    (_NotingFile, io.FileIO),
    (_NotingBuffer, io.BufferedWriter),
    (_NotingText, io.TextIOWrapper),
):
    _noting.__name__ = _noting.__qualname__ = _own.__name__
    _noting.__module__ = _own.__module__


def _noting_stream(old: Any, descriptor: _Descriptor, name: str, noting: Any) -> Any:
    """Return a stream with the layers and the buffering of the one that Python made."""
    raw = _NotingFile(descriptor.number, "wb", closefd=False)
    raw.descriptor = descriptor
    raw.noting = noting
    raw.name = name
    binary: Any = raw
    if isinstance(old.buffer, io.BufferedWriter):
        binary = _NotingBuffer(raw)
        binary.noting = noting
    else:
        # Under `python -u` the text goes straight to the file.
        raw.in_text = False
    text = _NotingText(
        binary,
        encoding=old.encoding,
        errors=old.errors,
        newline=None if os.linesep != "\n" else "\n",
        line_buffering=old.line_buffering,
        write_through=old.write_through,
    )
    text.noting = noting
    text.mode = "w"  # type: ignore[misc]
    return text

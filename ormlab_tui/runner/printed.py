"""What a run printed, as text for its recording."""

from __future__ import annotations

import msgspec

from ormlab_tui.recording.events import Output, Stream

#: A message may be 64 MiB, and the end of a recording carries both streams.
MAX_TEXT = 24 * 1024 * 1024
_CUT = "\n[ormlab: the rest was cut]\n"


class _StepOutput(msgspec.Struct, tag="step", array_like=True):
    """A `Step` of which only the events are looked at."""

    index: msgspec.Raw
    file: msgspec.Raw
    lines: msgspec.Raw
    function: msgspec.Raw
    depth: msgspec.Raw
    thread: msgspec.Raw
    task: msgspec.Raw
    events: list[msgspec.Raw]


_step_decoder = msgspec.msgpack.Decoder(_StepOutput)
_output_decoder = msgspec.msgpack.Decoder(Output)
_OUTPUT = msgspec.msgpack.encode("output")


class PrintedEvents:
    """The text of the `output` events of a run, for what its buffers still held at a kill."""

    def __init__(self) -> None:
        self._texts: dict[Stream, list[str]] = {"stdout": [], "stderr": []}

    def look(self, payload: bytes) -> None:
        """Take in the output events of a payload, if it has any."""
        if _OUTPUT not in payload:
            return
        try:
            events = _step_decoder.decode(payload).events
        except msgspec.DecodeError:
            return
        for raw in events:
            if _OUTPUT in memoryview(raw)[:16].tobytes():
                try:
                    output = _output_decoder.decode(raw)
                except msgspec.DecodeError:
                    continue
                self._texts[output.stream].append(output.text)

    def tail(self, stream: Stream, written: bytes) -> bytes:
        """Return what the events have beyond the bytes `written` to the stream's file.

        Nothing where the file holds anything else, such as the output of another process.
        """
        text = "".join(self._texts[stream]).encode("utf-8", "replace")
        return text[len(written) :] if text.startswith(written) else b""


def printed_text(data: bytes) -> str:
    """Return the bytes as text, cut where a recording could not hold it."""
    text = data.decode("utf-8", "replace")
    # A byte that is no UTF-8 becomes a character of three.
    if len(text.encode()) <= MAX_TEXT:
        return text
    return text.encode()[:MAX_TEXT].decode("utf-8", "ignore") + _CUT
